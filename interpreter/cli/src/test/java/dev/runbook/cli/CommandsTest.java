package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandsTest {

  @Test
  void knowsItsVersion() {
    Ran ran = Ran.command("--version");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).startsWith("runbook ").endsWith("\n");
    assertThat(ran.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void helpNamesEveryCommandAndTheExitCodes(String help) {
    Ran ran = Ran.command(help);

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains(
            "run FILE", "check FILE", "fmt [--check]", "runs ", "show [RUN]", "--version", "70");
  }

  @ParameterizedTest
  @CsvSource({
    "run,--yes",
    "check,--format",
    "fmt,--check",
    "runs,--prune",
    "show,--zone",
    "audit,--state",
    "export,--take-over",
    "import,--state"
  })
  void helpOfACommandNamesItsOptions(String command, String option) {
    assertThat(Ran.command("help", command).out()).contains(option);
    assertThat(Ran.command(command, "--help").out()).isEqualTo(Ran.command("help", command).out());
  }

  @Test
  void nothingAtAllIsHelped() {
    assertThat(Ran.command().out()).contains("run FILE");
  }

  @ParameterizedTest
  @CsvSource({"chekc,check", "rnu,run", "fnt,fmt"})
  void guessesAMisspeltCommand(String wrong, String meant) {
    assertThat(Ran.command(wrong).err()).contains("Did you mean `" + meant + "`?");
    assertThat(Ran.command("help", wrong).err()).contains("Did you mean `" + meant + "`?");
    assertThat(Ran.command(wrong).isRefusal()).isTrue();
  }

  @Test
  void anUnknownCommandGetsAWayOut() {
    assertThat(Ran.command("xyzzy").err()).contains("no command `xyzzy`", "runbook help");
  }

  @Test
  void guessesAMisspeltOption() {
    Ran ran = Ran.command("check", "--fromat", "json", "x.rb4");

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("`--fromat`", "Did you mean `--format`?", "check --help");
  }

  @Test
  void wantsFiles() {
    assertThat(Ran.command("check").isRefusal()).isTrue();
    assertThat(Ran.command("fmt").isRefusal()).isTrue();
    assertThat(Ran.command("run").err()).contains("runbook run FILE");
  }

  @Test
  void refusesAnUnknownFormat() {
    assertThat(Ran.command("check", "--format", "xml", "x.rb4").err()).contains("text and json");
  }
}
