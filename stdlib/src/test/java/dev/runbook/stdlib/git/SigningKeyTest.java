package dev.runbook.stdlib.git;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Finding;
import dev.runbook.spi.Finding.Verdict;
import dev.runbook.stdlib.process.Subprocess;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a tag could be signed tonight, with real keys. */
class SigningKeyTest {

  private static final String WORLD =
      """
      git: { history: [{ version: v1.0 }] }
      """;

  @TempDir private @Nullable Path scratch;

  @Test
  void aKeyThatIsThere() throws Exception {
    Finding found = verified();
    assertThat(found).matches(Finding::good);
    assertThat(found.what()).contains("there is a key to sign tags with", "Sandbox");
  }

  @ParameterizedTest
  @CsvSource({
    "no-key, BAD, there is no secret key Sandbox",
    "expired-key, BAD, has expired on 2020-01-02",
    "passphrase, UNSEEN, has a passphrase",
    "gpg-timeout, BAD, gpg: signing failed: Timeout",
  })
  void aKeyWithWhichNothingWouldBeSigned(String fault, Verdict verdict, String words)
      throws Exception {
    Finding found = verified("git:" + fault);
    assertThat(found.verdict()).isEqualTo(verdict);
    assertThat(found.what()).contains(words);
    assertThat(found.advice()).isNotEmpty();
  }

  @Test
  void anSshKeyInAFile() throws Exception {
    ssh();
    assertThat(look().verdict()).as("nothing is said").isEqualTo(Verdict.BAD);
    git("config", "user.signingkey", "keys/none");
    assertThat(look()).matches(found -> found.what().contains("there is no SSH key at keys/none"));
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder().resolve("open").toString());
    run(
        "ssh-keygen",
        "-q",
        "-t",
        "ed25519",
        "-N",
        "xyz12",
        "-f",
        folder().resolve("shut").toString());
    for (String key : List.of("open", "open.pub")) {
      git("config", "user.signingkey", key);
      assertThat(look()).as(key).isEqualTo(SigningKey.there(key));
    }
    git("config", "user.signingkey", "shut");
    assertThat(look()).isEqualTo(SigningKey.locked("shut"));
    git("config", "user.signingkey", "key::ssh-ed25519 AAAAnobody");
    assertThat(look().what()).contains("is not in the agent");
  }

  @Test
  void formsThatOnlyAnAttemptCouldTell() throws Exception {
    ssh();
    git("config", "gpg.ssh.defaultKeyCommand", "ssh-add -L");
    assertThat(look().verdict()).isEqualTo(Verdict.UNSEEN);
    git("config", "gpg.format", "x509");
    assertThat(look().verdict()).isEqualTo(Verdict.UNSEEN);
  }

  @Test
  void nobodyWhoCouldMakeATag() throws Exception {
    run("git", "init", "-q", folder().toString());
    git("config", "user.useConfigOnly", "true");
    assertThat(look().what()).isEqualTo("git does not know who makes a tag");
  }

  private Finding verified(String... faults) throws Exception {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, requireNonNull(scratch), faults);
        GitClient git = new GitClient(rehearsal.connection("git"))) {
      List<Finding> found =
          git.verify("create-tag", Rehearsal.arguments(), rehearsal.call("verify"));
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  private void ssh() throws Exception {
    run("git", "init", "-q", folder().toString());
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.com");
    git("config", "gpg.format", "ssh");
  }

  /** Whatever whoever runs the tests has in their own configuration and agent. */
  private Finding look() throws Exception {
    Map<String, String> nobody =
        Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1", "SSH_AUTH_SOCK", "");
    GitCommand git = new GitCommand(folder(), Duration.ofSeconds(30), nobody, false);
    return new SigningKey(git, Optional.empty()).look();
  }

  private Path folder() {
    return requireNonNull(scratch).resolve("clone");
  }

  private void git(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = folder().toString();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    run(command);
  }

  private static void run(String... command) throws Exception {
    Subprocess.Result result =
        Subprocess.run(List.of(command), Map.of(), Set.of(), "", Duration.ofSeconds(30));
    assertThat(result.exit()).as(result.errors()).isZero();
  }
}
