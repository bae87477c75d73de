package dev.runbook.cli;

import dev.runbook.rehearsal.Trial;
import dev.runbook.source.Span;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Tells how tests went. */
interface TestReport {

  /**
   * @param without the files that have no test
   * @param took on the wall's clock, all together
   */
  void print(List<TestCommand.Ran> ran, List<String> without, Duration took, Console console);

  static long failed(List<TestCommand.Ran> ran) {
    return ran.stream().filter(one -> !one.verdict().passed()).count();
  }

  static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
  }

  /** The line of a file on which something stands. */
  static int line(Trial trial, Span span) {
    return trial.source().line(span.offset());
  }
}
