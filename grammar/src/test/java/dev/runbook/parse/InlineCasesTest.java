package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.source.Source;
import dev.runbook.testing.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small cases, many to a file, divided by lines of three hyphens. A mistake is marked on its line,
 * {@code # error[RB1001]}, or below it where a comment would be a part of it, {@code #
 * ^error[RB1002]}. What is not marked is no mistake.
 */
final class InlineCasesTest {

  static final Path FOLDER = Repository.corpus().resolve("inline");

  private static final Pattern MARK = Pattern.compile("# (\\^?)error\\[(RB\\d+)]");

  record Case(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Repository.under(FOLDER).stream().flatMap(InlineCasesTest::cases);
  }

  private static Stream<Case> cases(Path file) {
    Source source = Repository.read(file);
    List<Case> cases = new ArrayList<>();
    int line = 1;
    for (String chunk : source.text().split("(?m)^---\n", -1)) {
      cases.add(new Case(source.name() + ":" + line, chunk));
      line += (int) chunk.lines().count() + 1;
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMistakeIsToldOnceAndNothingElse(Case one) {
    List<String> expected = new ArrayList<>();
    List<String> lines = one.text().lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      Matcher mark = MARK.matcher(lines.get(at));
      while (mark.find()) {
        int line = mark.group(1).isEmpty() ? at + 1 : at;
        expected.add("line " + line + ": " + mark.group(2));
      }
    }
    assertThat(Reading.parse(new Source(one.name(), one.text())).diagnostics())
        .extracting(diagnostic -> "line " + diagnostic.line() + ": " + diagnostic.code())
        .containsExactlyInAnyOrderElementsOf(expected);
  }
}
