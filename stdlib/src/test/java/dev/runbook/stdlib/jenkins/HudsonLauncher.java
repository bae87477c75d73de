package dev.runbook.stdlib.jenkins;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.DatagramSocketImpl;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Map;

/**
 * Starts a program of 2011 in a process of its own. It believes to run where it was made for, and
 * shouts at nobody in the network.
 */
public final class HudsonLauncher {

  private static final Map<String, String> THEN =
      Map.of(
          "java.vm.vendor", "Sun Microsystems Inc.",
          "java.specification.version", "1.8",
          "java.version", "1.8.0_300",
          "java.class.version", "52.0");

  private HudsonLauncher() {}

  /**
   * @param arguments the class whose main method is called, and what it is called with
   */
  public static void main(String... arguments) throws ReflectiveOperationException {
    THEN.forEach(System::setProperty);
    noDatagrams();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  /** Its own setting for that is taken as a port; this way it goes on without. */
  @SuppressWarnings("deprecation") // Nothing else keeps a library from opening such a socket.
  private static void noDatagrams() {
    try {
      DatagramSocket.setDatagramSocketImplFactory(HudsonLauncher::refuse);
    } catch (IOException set) {
      throw new IllegalStateException(set);
    }
  }

  private static DatagramSocketImpl refuse() {
    throw HudsonLauncher.<RuntimeException>unchecked(new SocketException("no datagrams"));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // It expects this very class.
  private static <E extends Exception> E unchecked(Exception thrown) throws E {
    throw (E) thrown;
  }
}
