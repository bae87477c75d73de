package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.journal.Prompt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The confirms that were given. A procedure or deploy sees those of its caller, and keeps its own
 * to itself; a nested run begins with none.
 */
final class Guards {

  /** How long a confirm holds. */
  static final Duration HOLDS = Duration.ofHours(4);

  /**
   * @param teams who was asked: which of them said yes is not known here, so each must be allowed
   *     to
   * @param undone where those who guard it, or whoever is there, agreed to undoing
   */
  record Guard(
      List<Symbol.Team> teams, List<Symbol.Environment> undone, Prompt prompt, Instant given) {
    private boolean guards(Symbol.Environment environment) {
      return undone.contains(environment)
          || (!teams.isEmpty() && teams.stream().allMatch(environment::mayGuard));
    }

    boolean holds(Instant now) {
      return given.plus(HOLDS).isAfter(now);
    }
  }

  private final @Nullable Guards callers;
  private final List<Guard> given = new CopyOnWriteArrayList<>();

  Guards(@Nullable Guards callers) {
    this.callers = callers;
  }

  void give(Guard guard) {
    given.add(guard);
  }

  /** Given again, it counts wherever it had counted. */
  Guard renew(Guard old, Instant now) {
    Guard renewed = new Guard(old.teams, old.undone, old.prompt, now);
    for (Guards guards = this; guards != null; guards = guards.callers) {
      if (guards.given.remove(old)) {
        guards.given.add(renewed);
      }
    }
    return renewed;
  }

  /** The newest confirm of a team that may guard an environment; it may have expired. */
  @Nullable Guard newest(Symbol.Environment environment) {
    Guard newest = callers == null ? null : callers.newest(environment);
    for (Guard guard : given) {
      if (guard.guards(environment) && (newest == null || !guard.given.isBefore(newest.given))) {
        newest = guard;
      }
    }
    return newest;
  }
}
