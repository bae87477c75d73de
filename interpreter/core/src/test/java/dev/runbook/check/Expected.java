package dev.runbook.check;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/**
 * What a piece of rb4 says about its own mistakes: {@code # error[RB2001]} behind the line where
 * one is, or on a line of its own in front of it, for lines that end in no comment.
 */
final class Expected {

  private static final Pattern MARK = Pattern.compile("error\\[(RB\\d{4})]");

  private Expected() {}

  static List<String> of(String text) {
    List<String> expected = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      int comment = lines.get(at).indexOf("# error[");
      if (comment >= 0) {
        int line = lines.get(at).substring(0, comment).isBlank() ? at + 2 : at + 1;
        Matcher mark = MARK.matcher(lines.get(at).substring(comment));
        while (mark.find()) {
          expected.add(mark.group(1) + " in line " + line);
        }
      }
    }
    return expected;
  }

  /** Holds a text to what it says of itself. */
  static void verify(String name, String text, Sources sources) {
    List<Diagnostic> found = Checker.check(new Source(name, text), sources).diagnostics();
    List<String> told = new ArrayList<>();
    for (Diagnostic diagnostic : found) {
      String where =
          diagnostic.source().name().equals(name) ? "" : diagnostic.source().name() + " ";
      told.add(diagnostic.code() + " in " + where + "line " + diagnostic.line());
    }
    Assertions.assertThat(told)
        .as("%s%n%s", text, TextRenderer.render(found))
        .containsExactlyInAnyOrderElementsOf(of(text));
  }
}
