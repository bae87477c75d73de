package dev.runbook.cli;

import dev.runbook.console.Times;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.value.Show;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run as lines, in the order in which things happen, each with the run's time. */
final class LineLog implements Event.Sink {

  private final Console console;
  private final ZoneId zone;
  private final String mark;
  private final Places places = new Places();
  private final List<String> done = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();
  private final Map<String, Event.Waiting> waiting = new HashMap<>();
  private final Map<String, Instant> begins = new HashMap<>();
  private final Map<String, String> seen = new HashMap<>();
  private boolean quiet;
  private boolean silent;
  private Instant began = Instant.EPOCH;
  private Instant last = Instant.EPOCH;

  /**
   * @param mark stands at the head of every step of a run that is not real
   */
  LineLog(Console console, ZoneId zone, String mark) {
    this.console = console;
    this.zone = zone;
    this.mark = mark;
  }

  /** From here on it remembers, and tells nothing: somebody else does. */
  synchronized void silence() {
    silent = true;
  }

  /** What was changed or said, in order. */
  synchronized List<String> done() {
    return List.copyOf(done);
  }

  /** What was agreed to on behalf of a person. */
  synchronized List<String> accepted() {
    return List.copyOf(accepted);
  }

  synchronized void accepted(String what) {
    accepted.add(what);
  }

  /** How long it took on the run's own clock. */
  synchronized Duration took() {
    return Duration.between(began, last);
  }

  /** What was told by an earlier process: known here, and not told again. */
  synchronized void recall(List<Event.Durable> past) {
    quiet = true;
    past.forEach(this::accept);
    quiet = false;
  }

  private void tell(String line) {
    if (!isQuiet()) {
      console.tell(line);
    }
  }

  private boolean isQuiet() {
    return quiet || silent;
  }

  @Override
  public synchronized void accept(Event event) {
    switch (event) {
      case Event.Began run -> began(run);
      case Event.StepBegan step -> {
        at(step.at());
        places.begin(step.path(), step.title());
        if (Places.isOutermost(step.path())) {
          tell("");
          tell(mark + "── " + step.title());
        } else {
          line(step.path(), step.title());
        }
      }
      case Event.StepEnded step -> {
        at(step.at());
        if (step.outcome() != Outcome.DONE || !Places.isOutermost(step.path())) {
          line(step.path(), step.outcome().words());
        }
      }
      case Event.Said said ->
          Layout.paragraphs(console.width().getAsInt(), margin() + "| ", said.prose())
              .forEach(this::tell);
      case Event.Read read -> at(read.at());
      case Event.Intent intent -> {
        at(intent.at());
        String again = intent.attempt() > 1 ? " (attempt " + intent.attempt() + ")" : "";
        line(intent.path(), "→ " + words(intent.call()) + again);
      }
      case Event.Settled settled -> settled(settled);
      case Event.Asked asked -> at(asked.at());
      case Event.Answered answered -> answered(answered.prompt(), answered.answer(), answered.at());
      case Event.Waiting wait -> {
        at(wait.at());
        waiting.put(wait.path(), wait);
        begins.put(wait.path(), wait.at());
      }
      case Event.Seen now -> seen(now);
      case Event.Waited waited -> {
        at(waited.at());
        boolean told = waiting.remove(waited.path()) == null;
        if (told && waited.outcome() == Outcome.DONE) {
          line(waited.path(), "waited " + Show.duration(waited.waited()) + ": " + waited.what());
        }
      }
      case Event.Judged judged -> judged(judged);
      case Event.Evidence evidence -> {
        at(evidence.at());
        String value = evidence.value() == null ? "" : ": " + Show.text(evidence.value());
        line(evidence.path(), "evidence: " + evidence.title() + value);
      }
      case Event.Assumed assumed -> line(assumed.path(), "if " + assumed.assumption() + ":");
      case Event.UndoListed _, Event.Undoable _, Event.Planned _ -> {}
      case Event.Told told -> at(told.at());
      case Event.Resumed resumed -> {
        at(resumed.at());
        tell("");
        tell(mark + "resumed " + Times.day(resumed.at(), zone));
      }
      case Event.Left left -> at(left.at());
      case Event.Interrupted interrupted -> {
        at(interrupted.at());
        line(interrupted.path(), "interrupted");
      }
      case Event.GaveUp gaveUp -> {
        at(gaveUp.at());
        line(gaveUp.path(), "goes no further, because another branch ended");
      }
      case Event.Undoing undoing -> {
        at(undoing.at());
        line(undoing.path(), "undoing: " + undoing.what());
      }
      case Event.Undone undone -> {
        at(undone.at());
        String why = undone.reason().isEmpty() ? "" : ": " + undone.reason();
        line(undone.path(), "undo " + undone.outcome().words() + ": " + undone.what() + why);
      }
      case Event.Noted noted -> {
        at(noted.at());
        line(noted.path(), noted.note());
      }
      case Event.Ended ended -> at(ended.at());
    }
  }

  private void began(Event.Began run) {
    at(run.at());
    began = run.at();
    tell(mark + run.title());
    run.parameters().forEach((name, value) -> parameter(name, Show.text(value)));
    parameter("begins", Times.day(run.at(), zone));
  }

  private void parameter(String name, String value) {
    if (!isQuiet()) {
      console.tell(margin() + name + " ", margin() + "  ", value);
    }
  }

  /** What is there at once is no wait: only what was looked at in vain is worth its lines. */
  private void seen(Event.Seen now) {
    Instant since = begins.get(now.path());
    if (since != null && since.plus(now.waited()).isAfter(last)) {
      at(since.plus(now.waited()));
    }
    Event.Waiting begun = waiting.remove(now.path());
    if (begun != null) {
      String usually =
          begun.usually() == null ? "" : "usually " + Show.duration(begun.usually()) + ", ";
      String limit = "up to " + Show.duration(begun.limit());
      line(begun.path(), "waiting: " + begun.what() + " (" + usually + limit + ")");
    }
    String before = seen.put(now.path(), now.what());
    if (!now.what().equals(before) && !now.what().equals("not yet")) {
      line(now.path(), "seen: " + now.what());
    }
  }

  private void judged(Event.Judged judged) {
    at(judged.at());
    String verdict =
        switch (judged.verdict()) {
          case PASS -> "pass";
          case FAIL -> "FAIL";
          case INCONCLUSIVE -> "inconclusive";
        };
    String evidence =
        judged.evidence().startsWith(judged.what())
            ? judged.evidence()
            : judged.what() + ": " + judged.evidence();
    line(judged.path(), verdict + ": " + evidence);
  }

  private void settled(Event.Settled settled) {
    at(settled.at());
    String call = stamp() + " " + words(settled.call());
    switch (settled.settlement()) {
      case HAPPENED -> done.add(call);
      case SAID_TO_HAVE_HAPPENED -> done.add(call + " (as a person said)");
      case NOT_HAPPENED, NOT_YET -> line(settled.path(), "not done: " + settled.reason());
      case IN_DOUBT -> {
        done.add(call + " IN DOUBT: nobody knows whether it happened");
        line(settled.path(), "in doubt: " + settled.reason());
      }
    }
  }

  private void answered(Prompt prompt, Answer answer, Instant when) {
    at(when);
    String said =
        switch (answer.choice()) {
          case YES -> answer.value() == null ? "yes" : Show.text(answer.value());
          case NO -> "no";
          case ESCALATE -> "escalate to " + prompt.ladder();
          case NOTE -> "a note";
          case STOP -> "stop";
          case NOBODY -> "nobody answered";
        };
    String by = answer.by().isEmpty() ? "" : ", by " + answer.by();
    String why = answer.reason().isEmpty() ? "" : ": " + answer.reason();
    line(prompt.path(), prompt.text() + " — " + said + by + why);
  }

  private static String words(Call call) {
    return Layout.shortened(call.toString());
  }

  private void at(Instant when) {
    last = when;
  }

  private String stamp() {
    return Times.clock(last, zone);
  }

  /** As wide as a time and what follows it, so that times stand alone at the left. */
  private String margin() {
    return " ".repeat(stamp().length() + 2);
  }

  private void line(String path, String text) {
    if (isQuiet()) {
      return;
    }
    String part = places.part(path);
    String named = part.isEmpty() ? text : part + ": " + text;
    console.tell(stamp() + "  ", margin() + "  ", named);
  }
}
