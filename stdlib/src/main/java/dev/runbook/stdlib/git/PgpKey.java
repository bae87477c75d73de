package dev.runbook.stdlib.git;

import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.process.Subprocess;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A key of GnuPG, as its listing for machines tells it. */
final class PgpKey {

  private static final int VALIDITY = 1;
  private static final int EXPIRES = 6;
  private static final int KEYGRIP = 9;
  private static final int MAY = 11;
  private static final int TOKEN = 14;

  private final GitCommand git;
  private final String program;

  PgpKey(GitCommand git, String program) {
    this.git = git;
    this.program = program;
  }

  /**
   * One key of a set.
   *
   * @param grip by which the agent knows it
   */
  private record Listed(List<String> fields, String grip) {

    boolean signs() {
      // Of a stub the secret itself is elsewhere.
      return field(MAY).contains("s") && !field(TOKEN).equals("#");
    }

    boolean isGood() {
      return "erdi".indexOf(field(VALIDITY).isEmpty() ? '-' : field(VALIDITY).charAt(0)) < 0;
    }

    String field(int at) {
      return at < fields.size() ? fields.get(at) : "";
    }
  }

  Finding look(String key) throws ServiceFailure, InterruptedException {
    Subprocess.Result result =
        git.ask(
            program,
            "--batch",
            "--no-tty",
            "--with-colons",
            "--with-keygrip",
            "--list-secret-keys",
            "--",
            key);
    List<Listed> signing = keys(result).stream().filter(Listed::signs).toList();
    if (signing.isEmpty()) {
      String why = result.exit() == 0 ? "" : " (" + result.lastError() + ")";
      return SigningKey.missing(
          "there is no secret key %s to sign tags with%s".formatted(key, why));
    }
    List<Listed> good = signing.stream().filter(Listed::isGood).toList();
    if (good.isEmpty()) {
      return SigningKey.missing(
          "the key to sign tags with, %s, %s".formatted(key, wrong(signing.getFirst())));
    }
    for (Listed each : good) {
      if (!isLocked(each)) {
        return SigningKey.there(key);
      }
    }
    return SigningKey.locked(key);
  }

  private static String wrong(Listed key) {
    if (!key.field(VALIDITY).equals("e")) {
      return "is revoked or disabled";
    }
    String expires = key.field(EXPIRES);
    boolean told = expires.matches("\\d{1,12}");
    return "has expired"
        + (told
            ? " on "
                + Instant.ofEpochSecond(Long.parseLong(expires))
                    .atZone(ZoneOffset.UTC)
                    .toLocalDate()
            : "");
  }

  private static List<Listed> keys(Subprocess.Result result) {
    List<Listed> keys = new ArrayList<>();
    for (String line : SigningKey.lines(result)) {
      List<String> fields = List.of(line.split(":", -1));
      if (fields.getFirst().equals("sec") || fields.getFirst().equals("ssb")) {
        keys.add(new Listed(fields, ""));
      } else if (fields.getFirst().equals("grp") && !keys.isEmpty() && fields.size() > KEYGRIP) {
        keys.set(keys.size() - 1, new Listed(keys.getLast().fields(), fields.get(KEYGRIP)));
      }
    }
    return keys;
  }

  /** Whether the agent would ask for a passphrase; one that does not tell is not asked further. */
  private boolean isLocked(Listed key) throws ServiceFailure, InterruptedException {
    if (!key.grip().matches("[0-9A-F]+")) {
      return false;
    }
    Subprocess.Result result = git.ask("gpg-connect-agent", "keyinfo " + key.grip(), "/bye");
    for (String line : SigningKey.lines(result)) {
      String[] told = line.split(" ", -1);
      // S KEYINFO grip type serial id cached protection ...
      if (line.startsWith("S KEYINFO") && told.length > 7) {
        return told[7].equals("P") && !told[6].equals("1");
      }
    }
    return false;
  }
}
