package dev.runbook.journal;

import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How something that was done is taken back: data, with the values of the time, so that it means
 * the same after an edit and to another process.
 */
public sealed interface Undo {

  /** Where it was done. */
  String path();

  /** In the words in which people are asked about it. */
  String words();

  /** One thing that is done to take something back. */
  sealed interface Single extends Undo {
    /** Where that happens; empty where it does not matter. */
    String environment();
  }

  /** What is taken back as one, whatever was done in it. */
  sealed interface Whole extends Undo {
    Undo of(List<Undo> inner);
  }

  record Action(String path, String environment, Call call) implements Single {
    @Override
    public String words() {
      return call.qualifiedName()
          + "("
          + String.join(", ", call.arguments().values().stream().map(Show::text).toList())
          + ")";
    }
  }

  /**
   * A deploy goes back to the version that ran before it, whatever of it was done.
   *
   * @param file which declares the component
   */
  record Deploy(
      String path,
      String environment,
      String file,
      String component,
      Map<String, Value> arguments,
      Value previous)
      implements Single, Whole {
    public Deploy {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    @Override
    public Undo of(List<Undo> inner) {
      return this;
    }

    @Override
    public String words() {
      return "deploy " + component + " to " + Show.text(previous);
    }
  }

  /** A nested run goes back by what it did, its newest first. */
  record Nested(String path, String runbook, List<Undo> undos) implements Whole {
    public Nested {
      undos = List.copyOf(undos);
    }

    @Override
    public Undo of(List<Undo> inner) {
      return new Nested(path, runbook, inner);
    }

    @Override
    public String words() {
      return "undo "
          + runbook
          + ": "
          + String.join(", then ", undos.stream().map(Undo::words).toList());
    }
  }

  /** What cannot be taken back, and so is a barrier. */
  record Barrier(String path, String what, String reason) implements Undo {
    @Override
    public String words() {
      return "cannot undo " + what + ": " + reason;
    }
  }
}
