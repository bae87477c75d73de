package dev.runbook.state;

import dev.runbook.state.KeptRun.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All runs of a folder, the newest first, and what people call them. */
public record KeptRuns(List<KeptRun> all) {

  private static final Set<Standing> OVER = Set.of(Standing.ENDED, Standing.EMPTY);

  public KeptRuns {
    all =
        all.stream()
            .sorted(Comparator.comparing(KeptRun::began).thenComparing(KeptRun::id).reversed())
            .toList();
  }

  /**
   * The run that is meant.
   *
   * @param called by a name, or the beginning or end of one; null: the newest that has not ended,
   *     else the newest
   * @throws StateException where there is none, or more than one
   */
  public KeptRun named(@Nullable String called) {
    return called == null
        ? unended()
            .or(() -> all.stream().findFirst())
            .orElseThrow(() -> new StateException("There is no run yet."))
        : only(called);
  }

  /**
   * The run that is to go on.
   *
   * @param called as above; null: the newest that has not ended
   */
  public KeptRun left(@Nullable String called) {
    return called == null
        ? unended()
            .orElseThrow(() ->
                new StateException(
                    "There is no run that has not ended. `runbook runs` lists all of them."))
        : only(called);
  }

  private Optional<KeptRun> unended() {
    return all.stream().filter(run -> !OVER.contains(run.standing())).findFirst();
  }

  private KeptRun only(String called) {
    List<KeptRun> found = all.stream().filter(run -> run.id().equals(called)).toList();
    if (found.isEmpty() && !called.isEmpty()) {
      found =
          all.stream()
              .filter(run -> run.id().startsWith(called) || run.id().endsWith(called))
              .toList();
    }
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new StateException(
        found.isEmpty()
            ? "There is no run `" + called + "`. `runbook runs` lists all of them."
            : "Several runs are called `"
                + called
                + "`: "
                + found.stream().map(KeptRun::id).collect(Collectors.joining(", "))
                + ". Say which one.");
  }
}
