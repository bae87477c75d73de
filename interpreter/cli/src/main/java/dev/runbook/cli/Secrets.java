package dev.runbook.cli;

import dev.runbook.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds a secret by its reference, when it is needed and not before. */
final class Secrets {

  private Secrets() {}

  static Secret find(String reference) {
    String value;
    if (reference.startsWith("env:")) {
      value = System.getenv(reference.substring(4));
    } else {
      try {
        value = Files.readString(Path.of(reference.substring("file:".length()))).strip();
      } catch (IOException e) {
        value = null;
      }
    }
    if (value == null || value.isEmpty()) {
      throw new UsageException(
          "There is no secret at `" + reference + "`: set the variable, or write the file.");
    }
    return new Secret(reference, value);
  }
}
