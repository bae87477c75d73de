package dev.runbook.stdlib;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The declarations that lie beside the classes of their services. */
public final class Declaration {

  private Declaration() {}

  /** The text of the file SERVICE.rb4 in the folder of a class. */
  public static String beside(Class<?> type, String service) {
    try (InputStream file = type.getResourceAsStream(service + ".rb4")) {
      if (file == null) {
        throw new IllegalStateException("no declaration of " + service + " in this build");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
