package dev.runbook.evaluate;

import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdict of one round of a watch: failed by its first failing check, inconclusive where one
 * could not tell.
 */
final class Judgement {

  private final Context run;
  private final List<String> failed = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private int passed;

  Judgement(Context run) {
    this.run = run;
  }

  synchronized void add(Verdict verdict, String what, String evidence, Frame frame) {
    switch (verdict) {
      case PASS -> passed++;
      case FAIL -> failed.add(evidence);
      case INCONCLUSIVE -> open.add(evidence);
    }
    if (verdict != Verdict.PASS) {
      run.journal.watch(new Event.Judged(frame.path(), what, verdict, evidence, run.door.now()));
    }
  }

  /** A round in which nothing was looked at tells nothing. */
  synchronized Verdict verdict() {
    if (!failed.isEmpty()) {
      return Verdict.FAIL;
    }
    return open.isEmpty() && passed > 0 ? Verdict.PASS : Verdict.INCONCLUSIVE;
  }

  synchronized String evidence() {
    return String.join("; ", failed);
  }

  synchronized String summary() {
    if (!failed.isEmpty()) {
      return evidence();
    }
    if (!open.isEmpty()) {
      return "inconclusive: " + String.join("; ", open);
    }
    return passed == 1 ? "1 check passes" : passed + " checks pass";
  }
}
