package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shell makes of the script that it is given. */
class CompletionTest {

  @TempDir Path folder;

  private List<String> completed(String... words) throws IOException, InterruptedException {
    Ran ran = Ran.command("completion", "bash");
    assertThat(ran.exit()).as(ran.all()).isZero();
    String script = Ran.file(folder, "runbook.bash", ran.out());
    String typed = "'" + String.join("' '", words) + "'";
    Launched shell =
        Launched.shell(
            Map.of(),
            "source "
                + script
                + "; complete -p runbook; COMP_WORDS=(runbook "
                + typed
                + "); COMP_CWORD="
                + words.length
                + "; _complete_runbook 2> /dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"");
    assertThat(shell.exit()).as(shell.output()).isZero();
    assertThat(shell.output()).startsWith("complete ");
    return shell.output().lines().skip(1).map(String::strip).toList();
  }

  @Test
  void commandsAreCompleted() throws IOException, InterruptedException {
    assertThat(completed("res")).containsExactly("resume");
    assertThat(completed("r"))
        .containsExactlyInAnyOrder("run", "repl", "resume", "rollback", "runs");
  }

  @Test
  void optionsAreThoseOfTheirCommand() throws IOException, InterruptedException {
    assertThat(completed("run", "--pro")).containsExactly("--profile");
    assertThat(completed("resume", "--re")).containsExactly("--recorded-text");
    assertThat(completed("check", "--pro")).containsOnly("");
  }

  @ParameterizedTest
  @CsvSource({
    "zsh, bashcompinit",
    "fish, complete -c runbook -n __fish_use_subcommand -a rollback"
  })
  void otherShellsHaveTheirs(String shell, String says) {
    Ran ran = Ran.command("completion", shell);
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains(says, "recorded-text");
  }

  @Test
  void theScriptForFishIsFish() throws IOException, InterruptedException {
    assumeTrue(Launched.shell(Map.of(), "command -v fish").exit() == 0, "there is no fish here");
    String script = Ran.file(folder, "runbook.fish", Ran.command("completion", "fish").out());
    Launched shell = Launched.shell(Map.of(), "fish --no-execute " + script);
    assertThat(shell.exit()).as(shell.output()).isZero();
  }

  @Test
  void anUnknownShellIsRefused() {
    assertThat(Ran.command("completion", "csh").isRefusal()).isTrue();
  }
}
