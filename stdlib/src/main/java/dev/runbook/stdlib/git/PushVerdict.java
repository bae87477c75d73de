package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.process.Subprocess;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a push ended. What the remote did not answer clearly is in doubt: it may have acted. */
final class PushVerdict {

  private static final Pattern REASON = Pattern.compile("\\((.*)\\)\\s*$");

  private static final List<String> NOT_KNOWN =
      List.of(
          "Authentication failed",
          "Permission denied",
          "could not read Username",
          "could not read Password",
          "terminal prompts disabled",
          "Host key verification failed",
          "error: 401",
          "error: 403");
  private static final List<String> NOT_REACHED =
      List.of(
          "Could not resolve host",
          "Connection refused",
          "Failed to connect",
          "No route to host",
          "Connection timed out",
          "Network is unreachable");
  private static final List<String> NOT_THERE =
      List.of("does not appear to be a git repository", "not found", "does not exist");

  private PushVerdict() {}

  /**
   * @throws ServiceFailure where the ref is not certainly what it was to become
   */
  static void require(String purpose, String ref, Subprocess.Result result) throws ServiceFailure {
    String line = line(ref, result.output());
    if (line.startsWith("!")) {
      if (line.contains("[remote failure]")) {
        throw GitCommand.doubt(purpose, "the remote did not say how it ended");
      }
      throw refused(purpose, line, result);
    }
    if (result.exit() == 0 && !line.isEmpty()) {
      return;
    }
    throw unreached(purpose, result).orElseGet(() -> GitCommand.doubt(purpose, why(result)));
  }

  /** The failure, where the remote has certainly not been spoken to. */
  static Optional<ServiceFailure> unreached(String purpose, Subprocess.Result result) {
    String errors = result.errors();
    if (NOT_KNOWN.stream().anyMatch(errors::contains)) {
      return Optional.of(
          ServiceFailure.unauthorized(
              "The remote does not let git %s: see that your key or token for it is in an agent or a credential helper."
                  .formatted(purpose)));
    }
    if (NOT_REACHED.stream().anyMatch(errors::contains)) {
      return Optional.of(
          ServiceFailure.unavailable(
              "The remote was not reached to %s: check its address, the network and the VPN."
                  .formatted(purpose),
              null));
    }
    if (NOT_THERE.stream().anyMatch(errors::contains)) {
      return Optional.of(
          ServiceFailure.refused(
              "There is no repository at the remote to %s: correct its address with `git remote set-url`."
                  .formatted(purpose)));
    }
    return Optional.empty();
  }

  /** The first line that ended it; what comes last only says that it ended. */
  private static String why(Subprocess.Result result) {
    return result
        .errors()
        .lines()
        .filter(line -> line.startsWith("fatal: "))
        .map(line -> line.substring("fatal: ".length()).replaceAll("\\p{C}+", " ").strip())
        .findFirst()
        .orElseGet(result::lastError);
  }

  private static ServiceFailure refused(String purpose, String line, Subprocess.Result result) {
    Matcher found = REASON.matcher(line);
    String reason = found.find() ? found.group(1) : "rejected";
    if (reason.equals("stale info") || reason.equals("already exists")) {
      return ServiceFailure.refused(
          "Git did not %s, because it is another one there than was expected: look with `git ls-remote --tags` what it is."
              .formatted(purpose));
    }
    // What a hook of the remote says stands before the refusal.
    String hook =
        result
            .errors()
            .lines()
            .filter(each -> each.startsWith("remote: "))
            .map(each -> each.substring("remote: ".length()).replaceAll("\\p{C}+", " ").strip())
            .filter(each -> !each.isEmpty())
            .findFirst()
            .map(words -> ": " + words)
            .orElse("");
    return ServiceFailure.refused(
        "The remote refused to %s (%s%s): put that right, then try again."
            .formatted(purpose, reason, hook));
  }

  /** The porcelain line of the ref: a flag, a tab, from:to, a tab, what was done. */
  private static String line(String ref, String output) {
    return output
        .lines()
        .filter(line -> line.contains("\t") && line.split("\t", 3)[1].endsWith(":" + ref))
        .findFirst()
        .orElse("");
  }
}
