package dev.runbook.stdlib.jenkins;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Excerpt;

/** The end of a run's log, which itself may be longer than anybody wants to fetch. */
final class LogEnd {

  /** Enough for a stack trace. */
  private static final int LONGEST = 8000;

  private static final String SIZE = "X-Text-Size";

  private final Controller controller;

  LogEnd(Controller controller) {
    this.controller = controller;
  }

  /**
   * The last lines, in whole. A start behind the end, as after a rotation, gives the whole log
   * again.
   */
  String of(RunId run, CallContext call) throws ServiceFailure, InterruptedException {
    String purpose = "read the log of " + run;
    String path = run.path() + "logText/progressiveText?start=";
    long start =
        Math.max(
            0, size(controller.ask(call, purpose).head(controller.address(path + 0))) - LONGEST);
    Answer answer = controller.ask(call, purpose).get(controller.address(path + start));
    if (answer.isHtml()) {
      throw answer.loginPage();
    }
    String text = Excerpt.lines(answer.text());
    boolean cut = start > 0 || text.length() > LONGEST;
    String end = text.substring(Math.max(0, text.length() - LONGEST));
    return cut ? end.substring(end.indexOf('\n') + 1) : end;
  }

  private static long size(Answer answer) throws ServiceFailure {
    String size = answer.header(SIZE).orElse("");
    if (!size.matches("\\d{1,15}")) {
      throw answer.unusable("it does not say how long the log is");
    }
    return Long.parseLong(size);
  }
}
