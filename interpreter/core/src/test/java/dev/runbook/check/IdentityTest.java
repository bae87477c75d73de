package dev.runbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.parse.Reading;
import dev.runbook.source.Source;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.SourceFile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The names that a record keeps: a change here makes every older record unreadable to a resumed
 * run.
 */
class IdentityTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "step good-time {} | good-time",
        "jenkins.start(1) | start",
        "approve(1) | approve",
        "approve(1) as promote | promote",
        "run inner(a: 1) | inner",
        "run inner as again | again",
        "deploy public to v3.20 | public",
        "deploy public to v3.20 as canary | canary",
        "rollback public to v3.19 | rollback-public",
        "confirm \"Promote ${v} to everyone?\" by a up to 1h | promote-to-everyone",
        "confirm promote \"Promote it?\" by a up to 1h | promote",
        "confirm \"${v}\" by a up to 1h | confirm",
        "do \"Öffne die Tür!\" up to 1h | öffne-die-tür",
        "do \"One two three four five six seven eight nine ten\" up to 1h |"
            + " one-two-three-four-five-six-seven-eight",
        "watch \"the canary\" for 5m every 30s up to 1h {} | the-canary",
        "watch healthy \"the canary\" for 5m every 30s up to 1h {} | healthy",
        "warn \"It is late.\" unless early | warn-it-is-late",
        "evidence \"The log\" log | evidence-the-log",
        "let order = ask \"Which?\" as text up to 1h | order",
        "let lock = temporarily s.lock() | lock",
        "for each host in hosts {} | host",
        "ensure {} | ensure",
        "on failed {} | on-failed",
        "on failed, timed-out {} | on-failed-or-timed-out",
        "let one = 1 |",
        "if a {} |",
        "parallel {} |",
        "retry 3 times every 10s {} |"
      })
  void aStatementAddsItsName(String statement, String segment) {
    SourceFile tree =
        Reading.parse(new Source("x.rb4", "runbook x {\n  " + statement + "\n}\n")).tree();
    Declaration.Runbook runbook = (Declaration.Runbook) tree.declarations().getFirst();
    Identity identity = new Identity(new Effects(List.of(), new Facts()));
    assertThat(identity.segment(runbook.body().statements().getFirst())).isEqualTo(segment);
  }
}
