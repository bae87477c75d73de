package dev.runbook.cli;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Prompt;
import dev.runbook.value.Show;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A run as lines, in the order in which things happen, each with the run's time. */
final class LineLog implements Event.Sink {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss zzz");

  private final Console console;
  private final ZoneId zone;
  private final String mark;
  private final List<String> done = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();
  private Instant last = Instant.EPOCH;

  /**
   * @param mark stands on every line of a run that is not real
   */
  LineLog(Console console, ZoneId zone, String mark) {
    this.console = console;
    this.zone = zone;
    this.mark = mark;
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

  @Override
  public synchronized void accept(Event event) {
    switch (event) {
      case Event.Began began -> {
        at(began.at());
        String parameters =
            String.join(
                ", ",
                began.parameters().entrySet().stream()
                    .map(p -> p.getKey() + ": " + Show.text(p.getValue()))
                    .toList());
        line("", began.title() + (parameters.isEmpty() ? "" : " (" + parameters + ")"));
      }
      case Event.StepBegan step -> {
        at(step.at());
        line(step.path(), "── " + step.title());
      }
      case Event.StepEnded step -> {
        at(step.at());
        line(step.path(), step.outcome().words());
      }
      case Event.Said said ->
          said.prose().lines().forEach(prose -> console.tell(mark + "    | " + prose));
      case Event.Read read -> at(read.at());
      case Event.Intent intent -> {
        at(intent.at());
        line(
            intent.path(),
            "→ " + intent.call() + (intent.attempt() > 1 ? ", attempt " + intent.attempt() : ""));
      }
      case Event.Settled settled -> settled(settled);
      case Event.Asked asked -> at(asked.at());
      case Event.Answered answered -> answered(answered.prompt(), answered.answer(), answered.at());
      case Event.Waiting waiting -> {
        at(waiting.at());
        String usually =
            waiting.usually() == null ? "" : "usually " + Show.duration(waiting.usually()) + ", ";
        line(
            waiting.path(),
            "waiting for "
                + waiting.what()
                + " ("
                + usually
                + "up to "
                + Show.duration(waiting.limit())
                + ")");
      }
      case Event.Seen seen -> {}
      case Event.Waited waited -> {
        at(waited.at());
        line(waited.path(), "after " + Show.duration(waited.waited()) + ": " + waited.what());
      }
      case Event.Judged judged -> {
        at(judged.at());
        String verdict =
            switch (judged.verdict()) {
              case PASS -> "pass";
              case FAIL -> "FAIL";
              case INCONCLUSIVE -> "inconclusive";
            };
        line(
            judged.path(),
            verdict
                + ": "
                + judged.what()
                + (judged.evidence().equals(judged.what()) ? "" : ": " + judged.evidence()));
      }
      case Event.Evidence evidence -> {
        at(evidence.at());
        line(
            evidence.path(),
            evidence.title()
                + (evidence.value() == null ? "" : ": " + Show.text(evidence.value())));
      }
      case Event.Assumed assumed -> line(assumed.path(), "if " + assumed.assumption() + ":");
      case Event.UndoListed listed -> {}
      case Event.Undoing undoing -> {
        at(undoing.at());
        line(undoing.path(), "undoing: " + undoing.what());
      }
      case Event.Undone undone -> {
        at(undone.at());
        line(
            undone.path(),
            "undo "
                + undone.outcome().words()
                + ": "
                + undone.what()
                + (undone.reason().isEmpty() ? "" : ": " + undone.reason()));
      }
      case Event.Noted noted -> {
        at(noted.at());
        line(noted.path(), noted.note());
      }
      case Event.Ended ended -> at(ended.at());
    }
  }

  private void settled(Event.Settled settled) {
    at(settled.at());
    switch (settled.settlement()) {
      case HAPPENED -> done.add(stamp() + " " + settled.call());
      case SAID_TO_HAVE_HAPPENED ->
          done.add(stamp() + " " + settled.call() + " (as a person said)");
      case NOT_HAPPENED -> line(settled.path(), "not done: " + settled.reason());
      case IN_DOUBT -> {
        done.add(stamp() + " IN DOUBT: " + settled.call());
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
          case STOP -> "stop";
          case NOBODY -> "nobody answered";
        };
    String by = answer.by().isEmpty() ? "" : ", " + answer.by();
    String why = answer.reason().isEmpty() ? "" : ": " + answer.reason();
    line(prompt.path(), prompt.text() + " — " + said + by + why);
  }

  private void at(Instant when) {
    last = when;
  }

  private String stamp() {
    return TIME.format(last.atZone(zone));
  }

  private void line(String path, String text) {
    console.tell(mark + stamp() + "  " + (path.isEmpty() ? "" : path + "  ") + text);
  }
}
