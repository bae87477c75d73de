package dev.runbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.source.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A procedure does what the gravest of its statements does; one that only looks may be repeated.
 */
class EffectsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "let a = chat.topic(\"room\"); check a is \"fine\" | READ",
        "look() | READ",
        "check 1 == 1 | READ",
        "if 1 == 1 { look() } | READ",
        "chat.post(\"room\", \"words\") | CHANGE",
        "if 1 == 1 { chat.post(\"room\", \"words\") } | CHANGE",
        "tell() | CHANGE",
        "step one { check 1 == 1 } | CHANGE",
        "do \"Look.\" up to 1h | CHANGE",
        "warn \"It is late.\" unless 1 == 1 | CHANGE"
      })
  void ofAProcedure(String body, Effect effect) {
    String text =
        """
        use chat
        procedure look() { check chat.topic("room") is "fine" }
        procedure tell() { chat.post("room", "words") }
        procedure p() { BODY }
        """;
    Source source = new Source("effects.rb4", text.replace("BODY", body));
    Checker.Checked checked = Checker.check(source, new CorpusSources());
    assertThat(checked.diagnostics()).isEmpty();
    Program program = checked.program();
    assertThat(program).isNotNull();
    Effects effects = new Effects(program.modules(), program.facts());
    assertThat(program.main().lookUp("p"))
        .isInstanceOfSatisfying(
            Symbol.Procedure.class,
            procedure -> assertThat(effects.of(procedure)).isEqualTo(effect));
  }
}
