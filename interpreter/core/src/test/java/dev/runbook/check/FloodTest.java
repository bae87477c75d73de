package dev.runbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.source.Source;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file of any number of mistakes is told of in reasonable time: no pass goes through all of what
 * was found for each thing that it looks at. Each of these took minutes once.
 */
class FloodTest {

  private static final int MANY = 30_000;

  static Stream<Arguments> floods() {
    return Stream.of(
        Arguments.of("let a = [", "name%d, ", "1]"),
        Arguments.of("", "let name%d = other%d\n", ""),
        Arguments.of("", "\"\n", ""),
        Arguments.of("", "chek name%d\n", ""),
        Arguments.of("let a = [", "\"a\" < %d, ", "1]"),
        Arguments.of("", "do \"a\" up to 1m; ", "stop \"x\""),
        Arguments.of("| a ", "[a](", "b"));
  }

  @ParameterizedTest
  @MethodSource("floods")
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theFirstThousandAreTold(String before, String each, String behind) {
    StringBuilder text = new StringBuilder("runbook x {\n").append(before);
    for (int at = 0; at < MANY; at++) {
      text.append(each.replace("%d", String.valueOf(at)));
    }
    text.append(behind).append("\n}\n");
    Source source = new Source("flood.rb4", text.toString());
    List<Diagnostic> found = Checker.check(source, new CorpusSources()).diagnostics();
    assertThat(found).hasSize(Diagnostics.MOST);
    // What a line of any length shows is short.
    assertThat(TextRenderer.render(found)).hasSizeLessThan(Diagnostics.MOST * 2000);
  }
}
