package dev.runbook.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code ~/.netrc}, or where {@code $NETRC} says. Only an entry that names the host is taken: a
 * {@code default} would send a password to whoever is asked.
 */
final class Netrc {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  /** Who we are at a host, and by which secret. */
  record Entry(@Nullable String login, @Nullable String password) {}

  private Netrc() {}

  static Optional<Entry> of(String host, Machine machine) {
    Path file = machine.variable("NETRC").map(machine::path).orElse(machine.path("~/.netrc"));
    return isOnlyOurs(file)
        ? machine.text(file).flatMap(text -> entry(text, host))
        : Optional.empty();
  }

  private static boolean isOnlyOurs(Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream().noneMatch(OTHERS::contains);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  private static Optional<Entry> entry(String text, String host) {
    // Macros are text of their own, up to an empty line.
    String entries = text.replaceAll("(?m)^\\s*macdef(?s:.*?)(?:\\n\\s*\\n|\\z)", "\n");
    String login = null;
    String password = null;
    boolean ours = false;
    try (Scanner words = new Scanner(entries)) {
      while (words.hasNext()) {
        String word = words.next();
        if (word.equals("machine") || word.equals("default")) {
          if (ours) {
            break;
          }
          ours = word.equals("machine") && words.hasNext() && words.next().equalsIgnoreCase(host);
        } else if (ours && word.equals("login") && words.hasNext()) {
          login = words.next();
        } else if (ours && word.equals("password") && words.hasNext()) {
          password = words.next();
        }
      }
    }
    return login == null && password == null
        ? Optional.empty()
        : Optional.of(new Entry(login, password));
  }
}
