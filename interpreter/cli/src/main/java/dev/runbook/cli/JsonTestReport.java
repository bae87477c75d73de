package dev.runbook.cli;

import static dev.runbook.diagnostic.JsonRenderer.quoted;

import dev.runbook.rehearsal.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** For programs: an object with a list of tests, each with what did not hold. */
final class JsonTestReport implements TestReport {

  @Override
  public void print(
      List<TestCommand.Ran> ran, List<String> without, Duration took, Console console) {
    String tests =
        ran.stream().map(JsonTestReport::test).collect(Collectors.joining(",\n    ", "    ", "\n"));
    long failed = TestReport.failed(ran);
    console.result(
        """
        {
          "passed": %d,
          "failed": %d,
          "seconds": %s,
          "tests": [
        %s  ]
        }\
        """
            .formatted(
                ran.size() - failed, failed, TestReport.seconds(took), ran.isEmpty() ? "" : tests));
  }

  private static String test(TestCommand.Ran ran) {
    Verdict verdict = ran.verdict();
    return "{\"file\": %s, \"line\": %d, \"name\": %s, \"passed\": %b, \"seconds\": %s, \"run-seconds\": %d, \"failures\": [%s]}"
        .formatted(
            quoted(ran.file()),
            TestReport.line(verdict.trial(), verdict.trial().test().span()),
            quoted(verdict.trial().title()),
            verdict.passed(),
            TestReport.seconds(ran.took()),
            verdict.took().toSeconds(),
            verdict.failures().stream()
                .map(failure -> failure(verdict, failure))
                .collect(Collectors.joining(", ")));
  }

  private static String failure(Verdict verdict, Verdict.Failure failure) {
    return "{\"line\": %d, \"expected\": %s, \"found\": [%s]}"
        .formatted(
            TestReport.line(verdict.trial(), failure.span()),
            quoted(failure.expected()),
            failure.found().stream().map(line -> quoted(line)).collect(Collectors.joining(", ")));
  }
}
