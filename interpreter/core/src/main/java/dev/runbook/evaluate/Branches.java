package dev.runbook.evaluate;

import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a condition that a dry run cannot decide: each is shown once, under its
 * assumption, and an end or a return in one of them ends that one only. What comes after the last
 * one is reached unless all of them end.
 */
final class Branches {

  private @Nullable Returned returned;
  private @Nullable Unwind ended;
  private boolean shown;
  private boolean allEnd = true;

  boolean shown() {
    return shown;
  }

  void show(Runnable branch) {
    shown = true;
    try {
      branch.run();
      allEnd = false;
    } catch (Returned end) {
      returned = join(end);
    } catch (Unwind end) {
      ended = end;
    }
  }

  /**
   * The branch that is left when none of the others was taken; it alone decides where none was
   * shown.
   */
  void last(Runnable branch) {
    if (!shown) {
      branch.run();
      return;
    }
    show(branch);
    if (allEnd && returned != null) {
      throw returned;
    }
    if (allEnd && ended != null) {
      throw ended;
    }
  }

  private Returned join(Returned next) {
    if (returned == null || returned.value().equals(next.value())) {
      return next;
    }
    return new Returned(new Value.Unknown(Basic.UNKNOWN, "what is returned"));
  }
}
