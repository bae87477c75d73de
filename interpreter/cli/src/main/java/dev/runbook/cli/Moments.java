package dev.runbook.cli;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a record tells to somebody who was not there: what was done and decided, and by whom. What
 * was merely looked at, and what came out of it the same again and again, is left out.
 */
final class Moments {

  private static final String BEGINS = "begins: ";

  private final List<Event.Durable> events;
  private final Map<String, String> titles = new HashMap<>();
  private final List<Moment> moments = new ArrayList<>();
  private final List<String> open = new ArrayList<>();

  Moments(List<Event.Durable> events) {
    this.events = List.copyOf(events);
    for (int at = 0; at < events.size(); at++) {
      Event.Durable event = events.get(at);
      String words = words(event, at);
      if (words != null) {
        moments.add(new Moment(event.at(), place(event.path()), words));
      }
    }
  }

  List<Moment> all() {
    return List.copyOf(moments);
  }

  /** What somebody has to look after: nobody knows whether it happened. */
  List<String> open() {
    return List.copyOf(open);
  }

  private @Nullable String words(Event.Durable event, int at) {
    return switch (event) {
      case Event.Began began -> "begins" + by(began.origin().by());
      case Event.Resumed resumed -> "is resumed" + by(resumed.origin().by());
      case Event.Left left -> "is left" + because(left.reason());
      case Event.StepBegan step -> {
        titles.put(step.path(), step.title());
        yield BEGINS + step.title();
      }
      case Event.StepEnded step -> ended(step);
      case Event.Told _, Event.Undoable _ -> null;
      case Event.Read read ->
          read.answer() instanceof Value.Inconclusive(String reason)
              ? "could not be read: " + read.call() + because(reason)
              : null;
      case Event.Intent intent ->
          isFollowed(at, later -> later instanceof Event.Settled && isAt(later, intent))
              ? null
              : open("sent, and how it ended is not recorded: " + intent.call());
      case Event.Settled settled -> settled(settled);
      case Event.Asked asked ->
          isFollowed(at, later -> later instanceof Event.Answered && isAt(later, asked))
              ? null
              : "asks: " + asked.prompt().text();
      case Event.Answered answered -> answered(answered.prompt(), answered.answer());
      case Event.Waiting waiting ->
          isFollowed(at, later -> later instanceof Event.Waited && isAt(later, waiting))
              ? null
              : "waits: " + waiting.what();
      case Event.Waited waited -> waited(waited);
      case Event.Interrupted _ -> "is interrupted";
      case Event.GaveUp _ -> "goes no further, because another branch ended";
      case Event.Judged judged -> judged(judged, at);
      case Event.Evidence evidence ->
          "evidence: "
              + evidence.title()
              + (evidence.value() == null ? "" : ": " + value(evidence.value()));
      case Event.Undoing undoing ->
          isFollowed(at, later -> later instanceof Event.Undone && isAt(later, undoing))
              ? null
              : open("was being undone, and how that ended is not recorded: " + undoing.what());
      case Event.Undone undone ->
          "undo " + undone.outcome().words() + ": " + undone.what() + because(undone.reason());
      case Event.Noted noted -> noted.note();
      case Event.Ended ended -> "ends: " + ended.outcome().words() + because(ended.reason());
    };
  }

  /** The step or part of one that it belongs to: what is inside has names for programs. */
  private String place(String path) {
    String at = path;
    while (!at.isEmpty() && !titles.containsKey(at)) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
    }
    return at.isEmpty() ? path : at;
  }

  private @Nullable String ended(Event.StepEnded step) {
    boolean nothing =
        step.outcome() == Outcome.DONE
            && !moments.isEmpty()
            && moments.getLast().path().equals(step.path())
            && moments.getLast().words().startsWith(BEGINS);
    return nothing
        ? null
        : step.outcome().words() + ": " + titles.getOrDefault(step.path(), step.path());
  }

  /** What was there at once was no wait. */
  private static @Nullable String waited(Event.Waited waited) {
    if (waited.outcome() == Outcome.DONE) {
      return waited.waited().isZero()
          ? null
          : "waited " + Show.duration(waited.waited()) + ": " + waited.what();
    }
    return waited.outcome().words()
        + " after "
        + Show.duration(waited.waited())
        + ": "
        + waited.what()
        + because(waited.reason());
  }

  private boolean isFollowed(int at, Predicate<Event.Durable> by) {
    return events.subList(at + 1, events.size()).stream().anyMatch(by);
  }

  private static boolean isAt(Event.Durable one, Event.Durable other) {
    return one.path().equals(other.path());
  }

  private String open(String words) {
    open.add(words);
    return words;
  }

  private String settled(Event.Settled settled) {
    Call call = settled.call();
    return switch (settled.settlement()) {
      case HAPPENED -> call + result(settled.result());
      case SAID_TO_HAVE_HAPPENED -> call + result(settled.result()) + " (as a person said)";
      case NOT_HAPPENED -> "not done: " + call + because(settled.reason());
      case NOT_YET -> "did not happen, and is sent again: " + call + because(settled.reason());
      case IN_DOUBT -> open("in doubt: " + call + because(settled.reason()));
    };
  }

  private static String result(@Nullable Value result) {
    return result == null || result instanceof Value.None ? "" : " → " + value(result);
  }

  /** With its address, where it has one besides what it is called by. */
  private static String value(Value value) {
    String words = Show.text(value);
    if (value instanceof Value.Record record
        && record.fields().get("url") instanceof Value.Url(String url)
        && !words.contains(url)) {
      return words + " " + url;
    }
    return words;
  }

  /** A pass is told once, and again only after something else. */
  private @Nullable String judged(Event.Judged judged, int at) {
    if (judged.verdict() == Event.Verdict.PASS) {
      for (int before = at - 1; before >= 0; before--) {
        if (events.get(before) instanceof Event.Judged earlier
            && isAt(earlier, judged)
            && earlier.what().equals(judged.what())) {
          if (earlier.verdict() == Event.Verdict.PASS) {
            return null;
          }
          break;
        }
      }
    }
    String verdict =
        switch (judged.verdict()) {
          case PASS -> "pass";
          case FAIL -> "FAIL";
          case INCONCLUSIVE -> "inconclusive";
        };
    return verdict
        + ": "
        + (judged.evidence().startsWith(judged.what())
            ? judged.evidence()
            : judged.what() + because(judged.evidence()));
  }

  private static String answered(Prompt prompt, Answer answer) {
    Value value = answer.value();
    String said =
        switch (answer.choice()) {
          case YES -> value == null ? "yes" : value(value);
          case NO -> "no";
          case ESCALATE -> "escalate";
          case NOTE -> "a note";
          case STOP -> "stop";
          case NOBODY -> "nobody answered";
        };
    String how = answer.by().isEmpty() || !answer.proven() ? "" : " (proven)";
    return prompt.text() + " — " + said + by(answer.by()) + how + because(answer.reason());
  }

  private static String by(String who) {
    return who.isEmpty() ? "" : ", by " + who;
  }

  private static String because(String why) {
    return why.isEmpty() ? "" : ": " + why;
  }
}
