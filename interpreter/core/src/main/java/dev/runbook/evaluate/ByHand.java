package dev.runbook.evaluate;

import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements that somebody typed in a run, as its record tells them. */
public final class ByHand {

  /** Behind the path of the place where something was typed. */
  static final String SEGMENT = "typed";

  /** In front of the statement, in the answer that is recorded. */
  static final String WORD = "do";

  /** In front of the reason why a statement failed, in a note at its place. */
  static final String FAILED = "failed: ";

  private record Typed(String place, String text) {
    boolean holds(String path) {
      return path.equals(place) || path.startsWith(place + "/");
    }
  }

  private ByHand() {}

  /** Those that were done, and not taken back since. */
  public static List<String> done(List<Event.Durable> record) {
    List<Typed> typed = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Event.Durable event : record) {
      switch (event) {
        case Event.Answered answered
            when answered.prompt().kind() == Prompt.Kind.STEP
                && answered.answer().value() instanceof Value.Text(String text)
                && text.startsWith(WORD + " ") -> {
          int number = numbers.merge(event.path(), 1, Integer::sum);
          typed.add(new Typed(place(event.path(), number), text.substring(WORD.length() + 1)));
        }
        case Event.Noted noted when noted.note().startsWith(FAILED) ->
            typed.removeIf(one -> one.place.equals(noted.path()));
        case Event.Undone undone when undone.outcome() == Outcome.DONE ->
            typed.removeIf(one -> one.holds(undone.path()));
        default -> {
          // It says nothing about what was typed.
        }
      }
    }
    return typed.stream().map(Typed::text).toList();
  }

  private static String place(String path, int number) {
    String place = path.isEmpty() ? SEGMENT : path + "/" + SEGMENT;
    return number == 1 ? place : place + "#" + number;
  }
}
