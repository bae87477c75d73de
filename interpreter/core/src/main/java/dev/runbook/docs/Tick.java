package dev.runbook.docs;

import dev.runbook.plan.Progress;
import org.commonmark.node.CustomNode;

/** A box to tick, for something that is done. */
final class Tick extends CustomNode {

  private final String id;
  private final boolean done;

  /**
   * @param id the same in every version of the page in which the place in the run is the same
   */
  Tick(String id, boolean done) {
    this.id = id;
    this.done = done;
  }

  String id() {
    return id;
  }

  /** Whether the run has done it, so that nobody has to. */
  boolean isDone() {
    return done;
  }

  String box() {
    return done ? "[x] " : "[ ] ";
  }

  /** At the end of its line: by what the run knows what was ticked. */
  static final class Name extends CustomNode {
    private final Progress.Place place;
    private final boolean leftOut;

    Name(Progress.Place place, boolean leftOut) {
      this.place = place;
      this.leftOut = leftOut;
    }

    String comment() {
      return Ticked.comment(place, leftOut);
    }
  }
}
