package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.diagnostic.Diagnostics;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.door.RealTimeline;
import dev.runbook.file.Loaded;
import dev.runbook.rehearsal.Performance;
import dev.runbook.rehearsal.Setting;
import dev.runbook.rehearsal.Trial;
import dev.runbook.rehearsal.Verdict;
import dev.runbook.spi.RunClock;
import dev.runbook.stdlib.sandbox.WorldFile;
import dev.runbook.stdlib.sandbox.YamlException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@code runbook test}: the tests of runbooks, side by side, each in a world of its own. */
final class TestCommand {

  /**
   * @param filter only tests with these words in their name; null: all
   * @param format text, junit or json
   */
  record Options(List<String> names, @Nullable String filter, String format) {}

  /** A test that was run, and how long it took on the wall's clock. */
  record Ran(String file, Verdict verdict, Duration took) {}

  /** The tests of a file, and where they are run. */
  private record Planned(String file, List<Trial> trials, @Nullable WorldFile world) {}

  private static final RunClock WALL = new RealTimeline();

  private final Workspace workspace;
  private final Console console;

  private TestCommand(Workspace workspace, Console console) {
    this.workspace = workspace;
    this.console = console;
  }

  static int run(Options options, Workspace workspace, Console console) {
    return new TestCommand(workspace, console).run(options);
  }

  private int run(Options options) {
    TestReport report = report(options.format());
    List<Planned> planned = planned(Workspace.runbooks(options.names()), options.filter());
    if (planned.isEmpty()) {
      return ExitCode.USAGE;
    }
    Instant begun = WALL.now();
    List<Ran> ran = performed(planned);
    List<String> without =
        planned.stream().filter(plan -> plan.trials().isEmpty()).map(Planned::file).toList();
    report.print(ran, without, Duration.between(begun, WALL.now()), console);
    if (ran.isEmpty()) {
      console.tell(
          options.filter() == null
              ? "There is no test in what was named: write one as `test \"...\" { run ... }`."
              : "There is no test with `" + options.filter() + "` in its name.");
      return ExitCode.USAGE;
    }
    return ran.stream().allMatch(one -> one.verdict().passed()) ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static TestReport report(String format) {
    return switch (format) {
      case "text" -> new TextTestReport();
      case "junit" -> new JunitTestReport();
      case "json" -> new JsonTestReport();
      default ->
          throw new UsageException(
              "There is no format `" + format + "`: there is text, junit and json.");
    };
  }

  /** Each file is read and checked once; empty where there are mistakes, which were told. */
  private List<Planned> planned(List<String> files, @Nullable String filter) {
    List<Planned> planned = new ArrayList<>();
    Diagnostics mistakes = new Diagnostics();
    for (String file : files) {
      Loaded loaded = Workspace.read(file);
      mistakes.addAll(loaded.diagnostics());
      if (loaded.source() == null) {
        continue;
      }
      Checker.Checked checked = workspace.check(loaded.source());
      mistakes.addAll(checked.diagnostics());
      if (checked.program() != null) {
        planned.add(planned(file, checked.program(), filter));
      }
    }
    if (!mistakes.sorted().isEmpty()) {
      console.tell(TextRenderer.render(mistakes.sorted()).stripTrailing());
      console.tell("No test was run.");
      return List.of();
    }
    return planned;
  }

  private static Planned planned(String file, Program program, @Nullable String filter) {
    List<Trial> trials =
        Trial.of(program).stream()
            .filter(trial -> filter == null || lower(trial.title()).contains(lower(filter)))
            .toList();
    if (trials.isEmpty()) {
      return new Planned(file, trials, null);
    }
    program.runbooks().forEach(Zones::of);
    try {
      return new Planned(file, trials, world(file));
    } catch (YamlException e) {
      throw new UsageException(e.getMessage() + " No test was run.");
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** What the file beside a runbook says; an empty one where there is none. */
  static WorldFile world(String file) {
    Path beside = SandboxRun.beside(file);
    return Files.exists(beside)
        ? WorldFile.read(beside)
        : WorldFile.parse("(an empty world)", SandboxRun.EMPTY_WORLD);
  }

  private List<Ran> performed(List<Planned> planned) {
    // Virtual ones: a run hands over to its branches, which are, and back.
    ExecutorService cores =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), Thread.ofVirtual().factory());
    try (Scratch scratch = Scratch.open(console);
        Signals _ = Signals.interrupting(Thread.currentThread())) {
      Rehearsals rehearsals = new Rehearsals(workspace.providers(), scratch.folder());
      List<Future<Ran>> running = new ArrayList<>();
      for (Planned plan : planned) {
        for (Trial trial : plan.trials()) {
          Setting setting = rehearsals.setting(Objects.requireNonNull(plan.world()));
          running.add(cores.submit(() -> ran(plan.file(), trial, setting)));
        }
      }
      List<Ran> ran = new ArrayList<>();
      for (Future<Ran> one : running) {
        ran.add(one.get());
      }
      return ran;
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (InterruptedException e) {
      throw new StoppedException("Interrupted: not all tests were run.");
    } finally {
      cores.shutdownNow();
    }
  }

  private static RuntimeException cause(ExecutionException e) {
    return switch (e.getCause()) {
      case YamlException wrong -> new UsageException(wrong.getMessage() + " No test was run.");
      case RuntimeException known -> known;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(e);
    };
  }

  private static Ran ran(String file, Trial trial, Setting setting) {
    Instant begun = WALL.now();
    Verdict verdict = Performance.of(trial, setting);
    return new Ran(file, verdict, Duration.between(begun, WALL.now()));
  }
}
