package dev.runbook.stdlib.jenkins;

import dev.runbook.spi.World;
import dev.runbook.stdlib.sandbox.Facts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A pipeline of the simulated Jenkins: its stages, and its runs with the oldest first. */
final class SimulatedPipeline {

  private static final Duration USUAL_STAGE = Duration.ofSeconds(30);

  private final String name;
  private final List<StageSpec> stages;
  private final List<SimulatedRun> runs = new ArrayList<>();
  private final Set<String> failing = new HashSet<>();
  private final World world;

  /** The highest number that no run has any more: numbers are never given twice. */
  private int given;

  SimulatedPipeline(String name, Facts facts, World world) {
    this.name = name;
    this.world = world;
    facts.only("stages", "runs");
    stages =
        facts.maps("stages", "name", "input", "takes", "serves", "fails").stream()
            .map(SimulatedPipeline::stage)
            .toList();
    for (Facts run : facts.maps("runs", "number", "version", "started", "stands", "by")) {
      addPast(run);
    }
  }

  private static StageSpec stage(Facts facts) {
    List<URI> serves =
        facts.texts("serves").stream().map(text -> facts.address("serves", text)).toList();
    return new StageSpec(
        facts.text("name"),
        facts.optionalText("input").orElse(null),
        facts.duration("takes", USUAL_STAGE),
        serves,
        facts.flag("fails"));
  }

  private void addPast(Facts facts) {
    int number = facts.integer("number", nextNumber());
    if (number < nextNumber()) {
      throw facts.wrong("number", "`number` must grow from run to run");
    }
    SimulatedRun run =
        new SimulatedRun(
            this,
            number,
            facts
                .optionalText("version")
                .map(version -> Map.of("ImageTag", version))
                .orElse(Map.of()),
            Set.of(facts.optionalText("by").orElse("somebody")),
            0,
            world.now().minus(facts.duration("started", Duration.ZERO)));
    String stands = facts.text("stands");
    if (!run.stand(stands)) {
      throw facts.wrong(
          "stands",
          "`%s` is neither succeeded, failed, unstable or aborted, nor a stage of this pipeline with an `input`"
              .formatted(stands));
    }
    runs.add(run);
  }

  SimulatedRun start(Map<String, String> parameters, String user, int queueId) {
    return start(parameters, Set.of(user), queueId);
  }

  /** A run that several have asked for is one. */
  SimulatedRun start(Map<String, String> parameters, Set<String> users, int queueId) {
    SimulatedRun run =
        new SimulatedRun(this, nextNumber(), parameters, users, queueId, world.now());
    runs.add(run);
    run.begin();
    return run;
  }

  void delete(SimulatedRun run) {
    runs.remove(run);
    given = Math.max(given, run.number());
  }

  /** Leaves out numbers. */
  void skip(int count) {
    given = nextNumber() - 1 + count;
  }

  /** Somebody else lets a stage begin that waits. */
  void approve(String stage, String user) {
    for (SimulatedRun run : newestFirst()) {
      Optional<SimulatedRun.Reached> waiting =
          run.waiting().filter(reached -> reached.spec.name().equals(stage));
      if (waiting.isPresent()) {
        run.proceed(waiting.get(), user);
        return;
      }
    }
    throw new IllegalArgumentException("no run of " + name + " waits at `" + stage + "`");
  }

  /** From now on a stage fails. */
  void fail(String stage) {
    if (stages.stream().noneMatch(spec -> spec.name().equals(stage))) {
      throw new IllegalArgumentException("`" + stage + "` is no stage of " + name);
    }
    failing.add(stage);
  }

  boolean fails(StageSpec spec) {
    return spec.fails() || failing.contains(spec.name());
  }

  String name() {
    return name;
  }

  World world() {
    return world;
  }

  List<StageSpec> stages() {
    return stages;
  }

  List<SimulatedRun> newestFirst() {
    return runs.reversed();
  }

  Optional<SimulatedRun> run(int number) {
    return runs.stream().filter(run -> run.number() == number).findFirst();
  }

  int nextNumber() {
    return Math.max(given, runs.isEmpty() ? 0 : runs.getLast().number()) + 1;
  }
}
