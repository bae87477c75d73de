package dev.runbook.journal;

import dev.runbook.plan.Assembly;
import dev.runbook.plan.Part;
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
  sealed interface Durable extends Event {
    /** Where; empty for what concerns the run as a whole. */
    default String path() {
      return "";
    }

    Instant at();
  }

  /**
   * @param environment where it runs; empty where that does not matter
   */
  record Began(
      String runbook,
      String title,
      String environment,
      Map<String, Value> parameters,
      Origin origin,
      Instant at)
      implements Durable {
    public Began {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  /** Another process goes on with the run; its text may have been edited meanwhile. */
  record Resumed(Origin origin, Instant at) implements Durable {}

  /** This process ends and the run does not. */
  record Left(String reason, Instant at) implements Durable {}

  record StepBegan(String path, String title, Instant at) implements Durable {}

  record StepEnded(String path, Outcome outcome, Instant at) implements Durable {}

  record Said(String path, String prose) implements Event {}

  /** What the clock or the calendar said. */
  record Told(String path, String what, Value value, Instant at) implements Durable {}

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
    /** It did not happen, and is sent again. */
    NOT_YET,
    /** A person said that it happened. */
    SAID_TO_HAVE_HAPPENED,
    /** Nobody could tell. */
    IN_DOUBT
  }

  record Asked(Prompt prompt, Instant at) implements Durable {
    @Override
    public String path() {
      return prompt.path();
    }
  }

  record Answered(Prompt prompt, Answer answer, Instant at) implements Durable {
    @Override
    public String path() {
      return prompt.path();
    }
  }

  record Waiting(String path, String what, @Nullable Duration usually, Duration limit, Instant at)
      implements Durable {}

  /** What was seen last, and how long it has been waited. */
  record Seen(String path, String what, Duration waited) implements Event {}

  /**
   * The end of a wait or watch.
   *
   * @param reason why it did not come to what was waited for; empty where it did
   */
  record Waited(
      String path, String what, Duration waited, Outcome outcome, String reason, Instant at)
      implements Durable {}

  /** A signal or a stop from outside met the run here. */
  record Interrupted(String path, Instant at) implements Durable {}

  /** A branch went no further, because another one ended. */
  record GaveUp(String path, Instant at) implements Durable {}

  /** A verdict of a check or of a watch, or of one round of a watch. */
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

  /** Of a dry run: a part of the plan that it makes. */
  record Planned(Assembly.Edge edge, Part part) implements Event {}

  /** What stopping here would undo, newest first, and what it could not. */
  record UndoListed(List<String> undos) implements Event {
    public UndoListed {
      undos = List.copyOf(undos);
    }
  }

  /** Something was done that can be taken back, or stands in the way of that. */
  record Undoable(Undo undo, Instant at) implements Durable {
    @Override
    public String path() {
      return undo.path();
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
    /** To be shown. */
    void accept(Event event);

    /** To be kept before anything else happens, and shown. */
    default void record(Durable event) {
      accept(event);
    }
  }
}
