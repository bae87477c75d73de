package dev.runbook.dry;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Event.Verdict;
import dev.runbook.journal.Outcome;
import dev.runbook.plan.Progress.Mark;
import dev.runbook.plan.Progress.Place;
import dev.runbook.plan.Progress.State;
import dev.runbook.value.Show;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a record says of each place of its run. */
final class Marks {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final Map<Place, Mark> marks = new HashMap<>();
  private final Set<Place> waits = new HashSet<>();
  private final Map<String, String> people = new HashMap<>();

  private Marks() {}

  static Map<Place, Mark> of(List<Event.Durable> record) {
    Marks marks = new Marks();
    record.forEach(marks::look);
    return marks.marks;
  }

  private void look(Event.Durable event) {
    switch (event) {
      case Event.StepEnded step when step.outcome() == Outcome.DONE -> done(event, "");
      case Event.Told _, Event.Read _, Event.Evidence _ -> done(event, "");
      case Event.Intent _ -> mark(event.path(), "", State.IN_DOUBT, "");
      case Event.Settled settled -> settled(settled);
      case Event.Answered answered -> answered(answered);
      case Event.Waited waited when waited.outcome() == Outcome.DONE -> done(event, waited.what());
      case Event.Waiting waiting -> waits.add(new Place(waiting.path(), waiting.what()));
      case Event.Judged judged when judged.verdict() == Verdict.PASS && !isOfWatch(judged) ->
          done(event, judged.what());
      case Event.Undone undone when undone.outcome() == Outcome.DONE ->
          mark(undone.path() + "/undo", "", State.DONE, moment(undone.at()));
      default -> {}
    }
  }

  /** A watch has come to its end when the record says so, and not when its last look is in it. */
  private boolean isOfWatch(Event.Judged judged) {
    return waits.contains(new Place(judged.path(), judged.what()));
  }

  private void settled(Event.Settled settled) {
    if (settled.settlement() == Settlement.IN_DOUBT) {
      mark(settled.path(), "", State.IN_DOUBT, "");
    } else if (settled.settlement() == Settlement.HAPPENED
        || settled.settlement() == Settlement.SAID_TO_HAVE_HAPPENED) {
      done(settled, "");
    } else {
      marks.remove(new Place(settled.path(), ""));
    }
  }

  private void answered(Event.Answered answered) {
    Answer answer = answered.answer();
    if (answer.isYes()) {
      people.put(answered.path(), answer.by());
      switch (answered.prompt().kind()) {
        case CONFIRM, DO, ASK, WARN -> done(answered, "");
        case FAILED -> over(answered);
        default -> {}
      }
    }
  }

  /** What was chosen is another go, in a place of its own, or none. */
  private void over(Event.Answered answered) {
    Answer answer = answered.answer();
    String chosen = answer.value() == null ? "something" : Show.text(answer.value());
    String why = answer.reason().isEmpty() ? "" : ", as " + answer.reason();
    String who = answer.by().isEmpty() ? "somebody" : answer.by();
    mark(
        answered.path(),
        "",
        State.OVER,
        "It failed, and " + who + " chose “" + chosen + "” " + moment(answered.at()) + why);
  }

  private void done(Event.Durable event, String what) {
    String by = people.getOrDefault(event.path(), "");
    boolean personal = !(event instanceof Event.StepEnded) && !by.isEmpty();
    mark(event.path(), what, State.DONE, moment(event.at()) + (personal ? " by " + by : ""));
  }

  private void mark(String path, String what, State state, String words) {
    marks.put(new Place(path, what), new Mark(state, words));
  }

  private static String moment(Instant at) {
    return MOMENT.format(at);
  }
}
