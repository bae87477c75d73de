package dev.runbook.profile;

import dev.runbook.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Where a secret is: {@code env:NAME} or {@code file:PATH}. The secret itself is read when it is
 * needed, and stands in no file of ours.
 */
public record Reference(String written) {

  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";

  static boolean isReference(String text) {
    return text.startsWith(ENVIRONMENT) || text.startsWith(FILE);
  }

  /** The secret, unless nothing is there. */
  public Optional<Secret> find(Machine machine) {
    Optional<String> value =
        written.startsWith(ENVIRONMENT)
            ? machine.variable(written.substring(ENVIRONMENT.length()))
            : read(machine);
    return value.map(secret -> new Secret(written, secret));
  }

  private Optional<String> read(Machine machine) {
    try {
      String text = Files.readString(machine.path(written.substring(FILE.length()))).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException missing) {
      return Optional.empty();
    }
  }
}
