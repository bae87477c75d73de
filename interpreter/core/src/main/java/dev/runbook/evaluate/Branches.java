package dev.runbook.evaluate;

import dev.runbook.plan.Part;
import dev.runbook.type.Basic;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a condition that a dry run cannot decide: each is shown once, under its
 * assumption, and an end or a return in one of them ends that one only. What comes after the last
 * one is reached unless all of them end.
 */
final class Branches {

  private final Outline outline;
  private @Nullable Returned returned;
  private @Nullable Unwind ended;
  private Statements.@Nullable Recovery recovery;
  private boolean shown;
  private boolean allEnd = true;

  Branches(Outline outline) {
    this.outline = outline;
  }

  /** Goes through the branches, which belong together if there is anything to choose. */
  void choose(Runnable through) {
    try {
      through.run();
    } finally {
      if (shown) {
        outline.chosen();
      }
    }
  }

  boolean shown() {
    return shown;
  }

  void show(Supplier<Part> when, Runnable branch) {
    if (!shown) {
      outline.choice();
    }
    under(() -> outline.within(when, branch));
  }

  /** Where it is not known whether it is done at all. */
  void under(Runnable branch) {
    shown = true;
    try {
      branch.run();
      allEnd = false;
    } catch (Returned end) {
      returned = join(end);
    } catch (Statements.Recovery end) {
      recovery = end;
    } catch (Unwind end) {
      ended = end;
    }
  }

  /**
   * The branch that is left when none of the others was taken; it alone decides where none was
   * shown.
   */
  void last(Supplier<Part> when, Runnable branch) {
    if (!shown) {
      branch.run();
      return;
    }
    show(when, branch);
    if (allEnd && returned != null) {
      throw returned;
    }
    if (allEnd && recovery != null) {
      throw recovery;
    }
    if (allEnd && ended != null) {
      throw ended;
    }
  }

  private Returned join(Returned next) {
    if (returned == null || returned.value().equals(next.value())) {
      return next;
    }
    Type type = Basic.UNKNOWN;
    Map<String, Value> known = new HashMap<>(fields(next.value()));
    known.entrySet().retainAll(fields(returned.value()).entrySet());
    if (returned.value() instanceof Value.Unknown one
        && next.value() instanceof Value.Unknown other
        && one.type().equals(other.type())) {
      type = one.type();
    }
    return new Returned(new Value.Unknown(type, "what is returned", known));
  }

  /** What is known of it, whichever branch it comes from. */
  private static Map<String, Value> fields(Value value) {
    return switch (value) {
      case Value.Unknown unknown -> unknown.known();
      case Value.Record record -> record.fields();
      default -> Map.of();
    };
  }
}
