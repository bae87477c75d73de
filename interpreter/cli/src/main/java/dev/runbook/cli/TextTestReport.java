package dev.runbook.cli;

import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.rehearsal.Verdict;
import dev.runbook.value.Show;
import java.time.Duration;
import java.util.List;

/** For people: a line for each test, and for one that fails what was there instead. */
final class TextTestReport implements TestReport {

  private static final int LAST_LINES = 14;

  @Override
  public void print(
      List<TestCommand.Ran> ran, List<String> without, Duration took, Console console) {
    String file = "";
    for (TestCommand.Ran one : ran) {
      if (!one.file().equals(file)) {
        file = one.file();
        console.result(file);
      }
      console.result(
          (one.verdict().passed() ? "  ok    " : "  FAIL  ")
              + one.verdict().trial().title()
              + " ("
              + Show.duration(one.verdict().took())
              + ")");
      if (!one.verdict().passed()) {
        failed(one.verdict(), console);
      }
    }
    without.forEach(name -> console.tell(name + " has no test."));
    if (!ran.isEmpty()) {
      console.result(summary(ran, took));
    }
  }

  private static void failed(Verdict verdict, Console console) {
    for (Verdict.Failure failure : verdict.failures()) {
      console.result("");
      console.result(Layout.wrapped("    expected: ", "      ", failure.expected()));
      failure
          .found()
          .forEach(line -> console.result(Layout.wrapped("    but:      ", "      ", line)));
      TextRenderer.excerpt(verdict.trial().source(), failure.span())
          .lines()
          .forEach(line -> console.result("    " + line));
    }
    console.result("");
    console.result("    What happened last:");
    List<String> story = Stories.of(verdict.events());
    if (story.size() > LAST_LINES) {
      console.result("      …");
    }
    story
        .subList(Math.max(0, story.size() - LAST_LINES), story.size())
        .forEach(line -> console.result("      " + line));
    console.result("");
  }

  private static String summary(List<TestCommand.Ran> ran, Duration took) {
    long failed = TestReport.failed(ran);
    String count = ran.size() == 1 ? "1 test: " : ran.size() + " tests: ";
    String parts =
        failed == 0 ? "all passed" : (ran.size() - failed) + " passed, " + failed + " failed";
    return count + parts + ", in " + TestReport.seconds(took) + " s";
  }
}
