package dev.runbook.cli;

import dev.runbook.door.Wire;
import dev.runbook.spi.Secret;
import dev.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

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

  /** A run that misses one would do so in the middle of something. All of them are told at once. */
  static void mustBeThere(Map<String, Value> parameters) {
    Set<String> missing = new LinkedHashSet<>();
    parameters.forEach((name, value) ->
        Wire.toJava(
            value,
            reference -> {
              try {
                return find(reference);
              } catch (UsageException e) {
                missing.add("--" + name + ": " + e.getMessage());
                return "";
              }
            }));
    if (!missing.isEmpty()) {
      throw new UsageException(String.join("\n", missing) + "\nNothing was begun.");
    }
  }
}
