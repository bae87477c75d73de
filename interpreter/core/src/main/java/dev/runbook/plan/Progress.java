package dev.runbook.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come, for a page of what remains of it.
 *
 * @param run its name
 * @param text by which the text of its runbook is known again
 * @param facts what a reader has to know first: who has it, since when, how it stands
 * @param marks what is known of each place
 * @param wayBack what can be taken back of what was done, newest first
 */
public record Progress(
    String run, String text, List<String> facts, Map<Place, Mark> marks, List<String> wayBack) {

  public Progress {
    facts = List.copyOf(facts);
    marks = Map.copyOf(new LinkedHashMap<>(marks));
    wayBack = List.copyOf(wayBack);
  }

  /**
   * @param what tells apart what has the same path; empty where nothing has
   */
  public record Place(String path, String what) {}

  public enum State {
    DONE,
    /** It failed, and a person said what to do about that: it is not done, and not to be done. */
    OVER,
    /** It may have happened, or not. */
    IN_DOUBT
  }

  /**
   * @param words when, and by whom, or what became of it; empty where that is not known
   */
  public record Mark(State state, String words) {}

  public @Nullable Mark mark(Place place) {
    return marks.get(place);
  }

  public boolean isDone(Place place) {
    Mark mark = marks.get(place);
    return mark != null && mark.state() != State.IN_DOUBT;
  }
}
