package dev.runbook.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.source.Source;
import dev.runbook.spi.Version;
import dev.runbook.value.Value;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What nobody else may have while a run is under way. */
class AloneTest {

  private static final Map<String, Value> TAG =
      Map.of("tag", new Value.Ver(Version.parse("v3.20").orElseThrow()));

  private static Set<String> wanted(String runbooks, String name) {
    String text =
        """
        team ops "Ops" { contact "https://ops.example/" }
        environment prod "Production" { protected by ops }
        environment stage "Stage" { url = "https://stage.example/" }
        """
            + runbooks;
    Checker.Checked checked = Checker.check(new Source("test.rb4", text), Rehearsal.NO_SOURCES);
    assertThat(checked.diagnostics()).isEmpty();
    Program program = Objects.requireNonNull(checked.program());
    Symbol.Runbook runbook = program.runbook(name).orElseThrow();
    return Alone.of(
        program,
        runbook,
        TAG,
        runbook.environments().isEmpty() ? null : runbook.environments().getFirst());
  }

  @Test
  void aProtectedEnvironmentAndWhatItAsksFor() {
    assertThat(wanted(book("in prod", ""), "inner")).containsExactly("environment prod");
    assertThat(wanted(book("in stage", ""), "inner")).isEmpty();
    assertThat(wanted(book("in stage", "alone per env"), "inner"))
        .containsExactly("environment stage");
    assertThat(wanted(book("in prod", "alone per tag"), "inner"))
        .containsExactly("environment prod", "inner, tag v3.20");
  }

  @Test
  void whatItRunsWantsTheSameThere() {
    String outer =
        """
        runbook outer in stage {
          param tag: version
          run inner(tag: tag)
        }
        """;
    assertThat(
            wanted(
                book("in prod", "alone per tag") + outer.replace("in stage", "in prod"), "outer"))
        .containsExactly("environment prod", "inner, tag v3.20");
    assertThat(
            wanted(
                book("in stage", "alone per tag")
                    + outer.replace("tag: tag", "tag: v3.1").replace("  param tag: version\n", ""),
                "outer"))
        .as("what is not handed on")
        .isEmpty();
  }

  private static String book(String where, String alone) {
    return "runbook inner "
        + where
        + " {\n  param tag: version\n  "
        + alone
        + "\n  evidence \"the tag\" tag\n}\n";
  }
}
