package dev.runbook.stdlib.git;

import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** An SSH key that git signs with: a file, or one that only the agent has. */
final class SshKey {

  private static final Pattern LITERAL = Pattern.compile("(key::)?(ssh-|ecdsa-|sk-).*|key::.*");

  private final GitCommand git;

  SshKey(GitCommand git) {
    this.git = git;
  }

  Finding look(String named) throws ServiceFailure, InterruptedException {
    if (LITERAL.matcher(named).matches()) {
      String key = named.replaceFirst("^key::", "");
      return isInAgent(key)
          ? SigningKey.there("which the agent holds")
          : SigningKey.missing("the SSH key that signs tags is not in the agent");
    }
    Path file = git.folder().resolve(named);
    Path secret = Path.of(file.toString().replaceFirst("\\.pub$", ""));
    if (Files.isReadable(secret) && isOpen(secret)) {
      return SigningKey.there(named);
    }
    Optional<String> open = text(Path.of(secret + ".pub"));
    if (open.isPresent() && isInAgent(open.get())) {
      return SigningKey.there(named + ", which the agent holds");
    }
    return Files.isReadable(secret)
        ? SigningKey.locked(named)
        : SigningKey.missing(
            "there is no SSH key at %s to sign tags with, and the agent does not hold it"
                .formatted(named));
  }

  /** Whether it is read without a passphrase. */
  private boolean isOpen(Path secret) throws ServiceFailure, InterruptedException {
    return git.ask("ssh-keygen", "-y", "-P", "", "-f", secret.toString()).exit() == 0;
  }

  private boolean isInAgent(String open) throws ServiceFailure, InterruptedException {
    String[] words = open.strip().split("\\s+", -1);
    Subprocess.Result held = git.ask("ssh-add", "-L");
    return words.length > 1 && held.exit() == 0 && held.output().contains(words[1]);
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
