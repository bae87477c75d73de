package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import dev.runbook.testing.TreeDump;
import org.junit.jupiter.api.Test;

final class ReadingTest {

  @Test
  void lineEndsMeanTheSameOnEverySystem() {
    String text = "| a\n| b\n\nteam x {\n  c = \"\"\"\n    d\n    e\n    \"\"\"\n}\n";
    String tree = TreeDump.of(parse(text).tree());
    assertThat(TreeDump.of(parse(text.replace("\n", "\r\n")).tree())).isEqualTo(tree);
    assertThat(TreeDump.of(parse(text.replace("\n", "\r")).tree())).isEqualTo(tree);
  }

  @Test
  void columnsCountCharactersAndOffsetsUnits() {
    Diagnostic diagnostic = parse("use a\nteam x { b = \"😀ü\" + }").diagnostics().getFirst();
    assertThat(diagnostic.line()).isEqualTo(2);
    assertThat(diagnostic.column()).isEqualTo(20);
    assertThat(diagnostic.span().offset()).isEqualTo(6 + 20);
  }

  @Test
  void anEscapedLineBreakBeginsNoLineOfTheSource() {
    String text = "team x {\n  c = \"\"\"\n    d\\n    e\n      f\n    \"\"\"\n}\n";
    assertThat(TreeDump.of(parse(text).tree())).contains("\"d\\n    e\\n  f\\n\"");
  }

  @Test
  void aByteOrderMarkIsABlank() {
    assertThat(parse("\uFEFFuse a").diagnostics()).isEmpty();
    assertThat(parse("use a\uFEFF").diagnostics()).hasSize(1);
  }

  private static Parsed parse(String text) {
    return Reading.parse(new Source("x", text));
  }
}
