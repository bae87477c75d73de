package dev.runbook.stdlib.sandbox;

import dev.runbook.stdlib.sandbox.HttpFault.Delivery;
import dev.runbook.stdlib.sandbox.HttpFault.Manner;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server on this machine's loopback address, on a port that the system chooses. It stands on
 * plain sockets because a rehearsal also has to break connections in ways that no HTTP server
 * offers: {@link #deliver} is where that belongs.
 */
final class LoopbackServer implements AutoCloseable {

  interface Handler {
    Delivery handle(HttpWire.Incoming request);
  }

  private static final int BETWEEN_DROPS = 50;

  private final ServerSocket listening;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  LoopbackServer(Handler handler) throws IOException {
    this.handler = handler;
    this.listening = new ServerSocket();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    Thread.ofVirtual().name("sandbox").start(this::accept);
  }

  /** Host and port. */
  String authority() {
    return listening.getInetAddress().getHostAddress() + ":" + listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        close();
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      converse(socket);
    } catch (IOException _) {
      // The client has closed or broken the connection: there is nobody left to tell.
    } finally {
      open.remove(socket);
    }
  }

  private void converse(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    try {
      boolean more = true;
      while (more) {
        HttpWire.Incoming request = HttpWire.read(in);
        if (request == null) {
          return;
        }
        more = request.keepAlive();
        Delivery delivery = handler.handle(request).to(request.method());
        more &= delivery.manner() == Manner.WHOLE;
        deliver(socket, delivery, more);
      }
    } catch (HttpWire.Malformed malformed) {
      deliver(socket, new Delivery(malformed.reply(), Manner.WHOLE), false);
    }
  }

  private static void deliver(Socket socket, Delivery delivery, boolean keepAlive)
      throws IOException {
    switch (delivery.manner()) {
      case WHOLE -> HttpWire.write(socket.getOutputStream(), delivery.reply(), keepAlive);
      case CLOSE -> {}
      // Closed so, the connection ends with a reset, and what was not read yet is lost.
      case RESET -> socket.setSoLinger(true, 0);
      // Until the client gives up.
      case HANG -> socket.getInputStream().skip(Long.MAX_VALUE);
      case CUT -> HttpWire.writeHalf(socket.getOutputStream(), delivery.reply());
      case CHUNK_CUT -> HttpWire.writeCutChunk(socket.getOutputStream(), delivery.reply());
      case DRIP -> drip(socket, HttpWire.bytes(delivery.reply()), delivery.reply().body().length);
    }
  }

  /** The head, and of the body a byte every now and then, but for its last one. */
  private static void drip(Socket socket, byte[] whole, int body) throws IOException {
    int sent = whole.length - body;
    socket.getOutputStream().write(whole, 0, sent);
    socket.setSoTimeout(BETWEEN_DROPS);
    boolean wanted = body > 0;
    while (wanted) {
      try {
        wanted = socket.getInputStream().read() >= 0;
      } catch (SocketTimeoutException stillThere) {
        if (sent < whole.length - 1) {
          socket.getOutputStream().write(whole[sent++]);
        }
      }
    }
  }

  /** An address of this machine where nothing listens. */
  String nobody() {
    try (ServerSocket unused = new ServerSocket()) {
      unused.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return unused.getInetAddress().getHostAddress() + ":" + unused.getLocalPort();
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException _) {
      // What cannot be closed is closed already.
    }
  }
}
