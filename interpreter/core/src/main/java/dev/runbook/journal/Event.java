package dev.runbook.journal;

import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a run, in its order. A path names the place by the names of steps, calls,
 * branches and loop keys, so that it still means the same after an edit.
 */
public sealed interface Event {

  /** What must survive the process. The rest is for whoever watches. */
  sealed interface Durable extends Event {}

  record Began(String runbook, String title, Map<String, Value> parameters, Instant at)
      implements Durable {
    public Began {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  record StepBegan(String path, String title, Instant at) implements Durable {}

  record StepEnded(String path, Outcome outcome, Instant at) implements Durable {}

  record Said(String path, String prose) implements Event {}

  /** A read's answer; inconclusive where it failed. */
  record Read(String path, Call call, Value answer, Instant at) implements Durable {}

  /**
   * A change or notice is about to be sent. Whoever finds this without its outcome has to look what
   * happened.
   */
  record Intent(String path, Call call, Map<String, Value> before, int attempt, Instant at)
      implements Durable {
    public Intent {
      before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
    }
  }

  /** How it ended, as far as is known. */
  record Settled(
      String path,
      Call call,
      Settlement settlement,
      @Nullable Value result,
      String reason,
      Instant at)
      implements Durable {}

  enum Settlement {
    /** The service said so, or it was found when looked for. */
    HAPPENED,
    NOT_HAPPENED,
    /** A person said that it happened. */
    SAID_TO_HAVE_HAPPENED,
    /** Nobody could tell. */
    IN_DOUBT
  }

  record Asked(Prompt prompt, Instant at) implements Durable {}

  record Answered(Prompt prompt, Answer answer, Instant at) implements Durable {}

  record Waiting(String path, String what, @Nullable Duration usually, Duration limit, Instant at)
      implements Event {}

  /** What was seen last, and how long it has been waited. */
  record Seen(String path, String what, Duration waited) implements Event {}

  record Waited(String path, String what, Duration waited, Instant at) implements Durable {}

  /** A verdict of a check, or of one round of a watch. */
  record Judged(String path, String what, Verdict verdict, String evidence, Instant at)
      implements Durable {}

  enum Verdict {
    PASS,
    FAIL,
    INCONCLUSIVE
  }

  record Evidence(String path, String title, @Nullable Value value, Instant at)
      implements Durable {}

  /** Of a dry run: what follows is shown under an assumption. */
  record Assumed(String path, String assumption) implements Event {}

  /** What stopping here would undo, newest first, and what it could not. */
  record UndoListed(List<String> undos) implements Event {
    public UndoListed {
      undos = List.copyOf(undos);
    }
  }

  record Undoing(String path, String what, Instant at) implements Durable {}

  record Undone(String path, String what, Outcome outcome, String reason, Instant at)
      implements Durable {}

  /** A line worth knowing, such as that a service asks for patience. */
  record Noted(String path, String note, Instant at) implements Durable {}

  record Ended(Outcome outcome, String reason, Instant at) implements Durable {}

  /** Where events go. Called from every branch of a run, one at a time. */
  interface Sink {
    void accept(Event event);
  }
}
