package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.RealTimeline;
import dev.runbook.rehearsal.BoundedTimeline;
import dev.runbook.rehearsal.Disturbance;
import dev.runbook.rehearsal.Exploration;
import dev.runbook.rehearsal.Mortal;
import dev.runbook.rehearsal.Setting;
import dev.runbook.rehearsal.World;
import dev.runbook.rehearsal.World.Verdict;
import dev.runbook.stdlib.sandbox.Faults;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.WorldFile;
import dev.runbook.stdlib.sandbox.YamlException;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@code runbook explore}: a runbook in every world in which one thing goes wrong. */
final class ExploreCommand {

  private static final int LAST_LINES = 12;

  private final Workspace workspace;
  private final Console console;

  ExploreCommand(Workspace workspace, Console console) {
    this.workspace = workspace;
    this.console = console;
  }

  int run(
      String file,
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      Map<String, Value> parameters,
      boolean pairs) {
    RealTimeline wall = new RealTimeline();
    Instant begun = wall.now();
    WorldFile text;
    try {
      text = TestCommand.world(file);
    } catch (YamlException e) {
      throw new UsageException(e.getMessage() + " Nothing was rehearsed.");
    }
    try (Scratch scratch = Scratch.open(console);
        Signals _ = Signals.interrupting(Thread.currentThread());
        ExecutorService cores =
            Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(), Thread.ofVirtual().factory())) {
      Rehearsals rehearsals = new Rehearsals(workspace.providers(), scratch.folder());
      ZoneId zone = Zones.of(runbook);
      Exploration exploration =
          new Exploration(
              program,
              runbook,
              environment,
              parameters,
              zone,
              text.now(),
              new Played(rehearsals, text, zone));
      Exploration.Start start = exploration.start();
      World undisturbed = start.world();
      Progress progress = new Progress(console, wall);
      progress.of(1 + start.others().size());
      List<Verdict> worlds = new ArrayList<>(List.of(undisturbed.verdict(undisturbed)));
      List<Future<Verdict>> running = new ArrayList<>();
      for (Disturbance one : start.others()) {
        running.add(cores.submit(() -> progress.one(exploration.world(one)).verdict(undisturbed)));
      }
      finish(running, worlds);
      if (pairs) {
        worlds.addAll(pairs(exploration, undisturbed, worlds, cores, progress));
      }
      progress.done();
      return tell(runbook, worlds, Duration.between(begun, wall.now()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new StoppedException("Interrupted: not all worlds were rehearsed.");
    }
  }

  /** Whatever can go wrong by itself, and with each other thing that can. */
  private static List<Verdict> pairs(
      Exploration exploration,
      World undisturbed,
      List<Verdict> singles,
      ExecutorService cores,
      Progress progress)
      throws ExecutionException {
    List<Disturbance> all =
        singles.stream().flatMap(world -> world.disturbances().stream()).toList();
    progress.of(singles.size() + (long) all.size() * (all.size() - 1) / 2);
    List<Verdict> worlds = new ArrayList<>();
    for (int one = 0; one < all.size(); one++) {
      Disturbance first = all.get(one);
      List<Future<Verdict>> running = new ArrayList<>();
      for (Disturbance second : all.subList(one + 1, all.size())) {
        running.add(
            cores.submit(
                () -> progress.one(exploration.world(first, second)).verdict(undisturbed)));
      }
      try {
        finish(running, worlds);
      } catch (InterruptedException e) {
        progress.cut(all.size(), one);
        return worlds;
      }
    }
    return worlds;
  }

  /** Interrupted, it waits for none of them. */
  private static void finish(List<Future<Verdict>> running, List<Verdict> worlds)
      throws ExecutionException, InterruptedException {
    try {
      for (Future<Verdict> each : running) {
        worlds.add(each.get());
      }
    } catch (InterruptedException e) {
      running.forEach(each -> each.cancel(true));
      throw e;
    }
  }

  private int tell(Symbol.Runbook runbook, List<Verdict> worlds, Duration took) {
    Map<String, Integer> kinds = new TreeMap<>();
    Map<String, Integer> ends = new TreeMap<>();
    Map<List<String>, List<Verdict>> wrong = new LinkedHashMap<>();
    for (Verdict world : worlds) {
      kinds.merge(Disturbance.kind(world.disturbances()), 1, Integer::sum);
      String end = world.outcome() == null ? "without an end" : world.outcome().words();
      ends.merge(end, 1, Integer::sum);
      if (!world.violations().isEmpty()) {
        wrong.computeIfAbsent(world.violations(), key -> new ArrayList<>()).add(world);
      }
    }
    console.result(
        "%s: %d worlds in %s".formatted(runbook.title(), worlds.size(), Show.duration(took)));
    kinds.forEach((kind, count) -> console.result("  %6d %s".formatted(count, kind)));
    console.result("They ended:");
    ends.forEach((end, count) -> console.result("  %6d %s".formatted(count, end)));
    if (wrong.isEmpty()) {
      console.result("Nothing was lost, nothing was done twice, and no invariant was needed.");
      return ExitCode.DONE;
    }
    int count = wrong.values().stream().mapToInt(List::size).sum();
    console.result("%d of them break what should hold:".formatted(count));
    wrong.values().forEach(this::tell);
    return ExitCode.FAILED;
  }

  /** Worlds in which the same is wrong, by the one that tells it in the fewest words. */
  private void tell(List<Verdict> same) {
    Verdict world =
        Collections.min(
            same,
            Comparator.comparingInt((Verdict one) -> one.disturbances().size())
                .thenComparingInt(one -> one.events().size()));
    console.result("");
    console.result(
        Layout.wrapped("- ", "  ", world.cause().isEmpty() ? "Nothing goes wrong" : world.cause()));
    world.violations().forEach(why -> console.result(Layout.wrapped("  ", "    ", why)));
    if (same.size() > 1) {
      console.result("  The same in %d worlds; this is the shortest story:".formatted(same.size()));
    }
    List<String> story = Stories.of(world.events());
    story
        .subList(Math.max(0, story.size() - LAST_LINES), story.size())
        .forEach(line -> console.result("    " + line));
  }

  private record Played(Rehearsals rehearsals, WorldFile world, ZoneId zone)
      implements Exploration.Worlds {
    @Override
    public Sandbox open(BoundedTimeline clock, Faults faults) {
      return rehearsals.open(world, clock, faults);
    }

    @Override
    public Setting.Connected connect(Sandbox sandbox, BoundedTimeline clock, Mortal mortal) {
      return rehearsals.connect(
          sandbox, name -> new MortalConnection(sandbox.connection(name), mortal), clock, zone);
    }
  }

  /** How many worlds there were so far, of how many. */
  private static final class Progress {
    private static final int STEP = 50;
    private static final long WIDTH = 30;

    /** In a log nothing is drawn, and to say nothing for longer looks like a halt. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Console console;
    private final RealTimeline wall;
    private int count;
    private long all;
    private Instant told;

    Progress(Console console, RealTimeline wall) {
      this.console = console;
      this.wall = wall;
      this.told = wall.now();
    }

    synchronized void of(long known) {
      all = known;
    }

    synchronized World one(World world) {
      if (++count % STEP == 0) {
        console.progress(bar() + words());
      }
      Instant now = wall.now();
      if (!console.terminals().isThere() && told.plus(SILENCE).isBefore(now)) {
        told = now;
        console.tell(words());
      }
      return world;
    }

    private String words() {
      return count + " of " + all + " worlds";
    }

    private String bar() {
      int done = (int) Math.min(WIDTH, WIDTH * count / Math.max(1, all));
      return "[" + "#".repeat(done) + " ".repeat((int) WIDTH - done) + "] ";
    }

    synchronized void cut(int all, int done) {
      console.progress("");
      console.tell(
          "Interrupted: of the pairs, those of %d out of %d were rehearsed.".formatted(done, all));
    }

    synchronized void done() {
      console.progress("");
    }
  }
}
