package dev.runbook.rehearsal;

import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one world.
 *
 * @param cause in words; empty where nothing was disturbed
 * @param disturbances what was to go wrong
 * @param struck whether all of that had an occasion to
 * @param outcome null where the run did not come to an end
 * @param standing what could be undone at its end
 * @param delivered the changes that reached services, in no order
 * @param moments at how many moments its first process could have ended
 */
public record World(
    List<Disturbance> disturbances,
    String cause,
    boolean struck,
    @Nullable Outcome outcome,
    String reason,
    List<String> standing,
    List<String> delivered,
    List<Event> events,
    int moments) {

  public World {
    disturbances = List.copyOf(disturbances);
    standing = List.copyOf(standing);
    delivered = List.copyOf(delivered);
    events = List.copyOf(events);
  }

  /**
   * What should be true in every world and is not in this one.
   *
   * @param undisturbed the world in which nothing went wrong
   */
  List<String> violations(World undisturbed) {
    List<String> violations = new ArrayList<>();
    if (outcome == null) {
      violations.add("the run did not come to an end: " + reason);
    }
    if (reason.contains("it would break the invariant")) {
      violations.add("only the invariant kept it from happening: " + reason);
    }
    boolean onlyKilled =
        !disturbances.isEmpty()
            && disturbances.stream().allMatch(Disturbance.Kill.class::isInstance);
    if (onlyKilled && outcome != null) {
      resumed(undisturbed, violations);
    }
    settled(violations);
    return violations;
  }

  /** Whoever is resumed ends as if nothing had been. */
  private void resumed(World undisturbed, List<String> violations) {
    if (outcome != undisturbed.outcome || !reason.equals(undisturbed.reason)) {
      violations.add("resumed, it ended " + ended() + ", and undisturbed " + undisturbed.ended());
    }
    List<String> lost = without(undisturbed.delivered, delivered);
    List<String> more = without(delivered, undisturbed.delivered);
    lost.forEach(change -> violations.add("lost: " + change));
    more.forEach(change -> violations.add("done twice: " + change));
  }

  private static List<String> without(List<String> all, List<String> some) {
    List<String> left = new ArrayList<>(all);
    some.forEach(left::remove);
    return left;
  }

  /** Every intent has one outcome. */
  private void settled(List<String> violations) {
    Map<String, Integer> open = new HashMap<>();
    for (Event event : events) {
      if (event instanceof Event.Intent intent) {
        open.merge(intent.path(), 1, Integer::sum);
      } else if (event instanceof Event.Settled settled) {
        open.merge(settled.path(), -1, Integer::sum);
        if (settled.settlement() == Settlement.IN_DOUBT) {
          open.put(settled.path(), 0);
        }
      }
    }
    open.forEach((path, left) -> {
      if (left > 0 && outcome != null) {
        violations.add("nobody knows what became of the change at " + path);
      }
    });
  }

  /** What is to be told of it; its events only where something is wrong, as it is one of many. */
  public Verdict verdict(World undisturbed) {
    List<String> violations = violations(undisturbed);
    return new Verdict(
        disturbances, cause, outcome, violations, violations.isEmpty() ? List.of() : events);
  }

  /**
   * What is to be told of a world.
   *
   * @param violations what should hold in it and does not
   * @param events empty where nothing is wrong
   */
  public record Verdict(
      List<Disturbance> disturbances,
      String cause,
      @Nullable Outcome outcome,
      List<String> violations,
      List<Event> events) {}

  private String ended() {
    return (outcome == null ? "never" : outcome.words())
        + (reason.isEmpty() ? "" : " (" + reason + ")");
  }
}
