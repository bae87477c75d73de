package dev.runbook.stdlib.github;

import dev.runbook.spi.World;
import dev.runbook.stdlib.sandbox.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workflows of the simulated GitHub and their runs, which show a moment after the order. */
final class SimulatedRuns {

  private static final Duration UNTIL_SHOWN = Duration.ofSeconds(3);

  record Workflow(int id, String file, Duration takes, boolean fails) {}

  record Run(long id, Workflow workflow, String ref, String commit, Instant started) {

    String status(Instant now) {
      return isOver(now) ? "completed" : "in_progress";
    }

    @Nullable String conclusion(Instant now) {
      return !isOver(now) ? null : workflow.fails() ? "failure" : "success";
    }

    private boolean isOver(Instant now) {
      return !now.isBefore(started.plus(workflow.takes()));
    }
  }

  private final World world;
  private final List<Workflow> workflows = new ArrayList<>();
  private final List<Run> newestFirst = new ArrayList<>();
  private long last;

  SimulatedRuns(World world, Facts facts) {
    this.world = world;
    for (Facts each : facts.maps("workflows", "file", "takes", "fails")) {
      Duration takes = each.duration("takes", Duration.ofMinutes(5));
      workflows.add(
          new Workflow(workflows.size() + 1, each.text("file"), takes, each.flag("fails")));
    }
  }

  Optional<Workflow> workflow(String fileOrId) {
    return workflows.stream()
        .filter(each -> each.file().equals(fileOrId) || String.valueOf(each.id()).equals(fileOrId))
        .findFirst();
  }

  void dispatch(Workflow workflow, String ref, String commit) {
    newestFirst.addFirst(new Run(++last, workflow, ref, commit, world.now().plus(UNTIL_SHOWN)));
  }

  List<Run> on(@Nullable String ref) {
    return newestFirst.stream()
        .filter(each -> !each.started().isAfter(world.now()))
        .filter(each -> ref == null || each.ref().equals(ref))
        .toList();
  }

  Optional<Run> byId(String id) {
    return newestFirst.stream().filter(each -> String.valueOf(each.id()).equals(id)).findFirst();
  }
}
