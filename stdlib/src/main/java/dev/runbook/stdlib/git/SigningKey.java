package dev.runbook.stdlib.git;

import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.process.Subprocess;
import java.util.List;
import java.util.Optional;

/** Whether tags could be signed, seen without signing any. */
final class SigningKey {

  private static final String NAME_ONE =
      "Name one of yours with `git config user.signingkey`, or with `signing-key` in the profile.";

  private final GitCommand git;
  private final Optional<String> named;

  /**
   * @param named what to sign with; where it is empty, git's own configuration says it
   */
  SigningKey(GitCommand git, Optional<String> named) {
    this.git = git;
    this.named = named;
  }

  Finding look() throws ServiceFailure, InterruptedException {
    Optional<String> us = said("var", "GIT_COMMITTER_IDENT");
    if (us.isEmpty()) {
      return Finding.bad(
          "git does not know who makes a tag", "Set `git config user.name` and `user.email`.");
    }
    String form = config("gpg.format").orElse("openpgp");
    return switch (form) {
      case "openpgp" ->
          new PgpKey(git, program().orElse("gpg"))
              // By the name alone, as git itself looks for it.
              .look(key().orElseGet(() -> us.get().replaceFirst(">.*", ">")));
      case "ssh" -> ssh();
      default ->
          Finding.unseen(
              "tags are signed as \"%s\", and whether there is a key for it cannot be seen"
                  .formatted(form),
              "Sign something once.");
    };
  }

  private Finding ssh() throws ServiceFailure, InterruptedException {
    Optional<String> key = key();
    if (key.isPresent()) {
      // Git knows where `~` leads.
      String path = "user.signingkey=" + key.get();
      return new SshKey(git)
          .look(
              said("-c", path, "config", "--type=path", "--get", "user.signingkey")
                  .orElse(key.get()));
    }
    return config("gpg.ssh.defaultKeyCommand").isPresent()
        ? Finding.unseen(
            "which key signs tags is told by a command, which is not started to look",
            "Sign something once.")
        : Finding.bad("nothing says which SSH key signs tags", NAME_ONE);
  }

  private Optional<String> program() throws ServiceFailure, InterruptedException {
    Optional<String> program = config("gpg.openpgp.program");
    return program.isPresent() ? program : config("gpg.program");
  }

  private Optional<String> key() throws ServiceFailure, InterruptedException {
    return named.isPresent() ? named : config("user.signingkey");
  }

  private Optional<String> config(String name) throws ServiceFailure, InterruptedException {
    return said("config", "--get", name);
  }

  private Optional<String> said(String... question) throws ServiceFailure, InterruptedException {
    Subprocess.Result result = git.look("say how tags are signed", question);
    return Optional.of(result.output().strip())
        .filter(words -> result.exit() == 0 && !words.isEmpty());
  }

  /** How it is told that there is a key, and that there is none. */
  static Finding there(String key) {
    return Finding.good("there is a key to sign tags with, " + key);
  }

  static Finding missing(String what) {
    return Finding.bad(what, NAME_ONE);
  }

  static Finding locked(String key) {
    return Finding.unseen(
        "the key to sign tags with, %s, has a passphrase, and the agent does not hold it now"
            .formatted(key),
        "Sign something once shortly before, so that nothing asks for it in the middle.");
  }

  static List<String> lines(Subprocess.Result result) {
    return result.output().lines().toList();
  }
}
