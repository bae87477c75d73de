package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.door.Departure;
import dev.runbook.door.People;
import dev.runbook.door.RealTimeline;
import dev.runbook.evaluate.Alone;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.evaluate.ProgramTypes;
import dev.runbook.evaluate.Recap;
import dev.runbook.file.Loaded;
import dev.runbook.journal.Event;
import dev.runbook.journal.NotAnEntry;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Types;
import dev.runbook.journal.WireForm;
import dev.runbook.people.Voices;
import dev.runbook.profile.Profile;
import dev.runbook.source.Source;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code runbook resume} and {@code runbook rollback}: a run that is kept, and how it goes on. */
final class ResumeCommand {

  /**
   * @param run as it was named; null for the newest that was left
   * @param file where the runbook is now; null for where it was
   * @param ticked a page on which people ticked what they did; null where there is none
   * @param recorded whether its text is to be the one of the record, whatever the file says
   */
  record Options(
      @Nullable String run,
      @Nullable String file,
      boolean recorded,
      @Nullable String profile,
      @Nullable String as,
      @Nullable String state,
      boolean takeOver,
      boolean yes,
      Telling.Form log,
      boolean step,
      @Nullable String ticked) {

    /** Where its record is, as the words by which it was said. */
    String[] place() {
      return state == null ? new String[0] : new String[] {"--state", state};
    }
  }

  private final Workspace workspace;
  private final Console console;
  private final Options options;
  private final String operator;

  ResumeCommand(Workspace workspace, Console console, Options options) {
    this.workspace = workspace;
    this.console = console;
    this.options = options;
    this.operator = States.person(options.as());
  }

  int resume() {
    StateFolder state = States.open(options.state(), console);
    String id = state.runs().left(options.run()).id();
    try (Run run = open(state, id)) {
      Event.Began began = began(run.lines(), id);
      Event.Durable last = entry(run.lines().getLast(), id, Types.detached());
      if (last instanceof Event.Ended ended) {
        throw new UsageException(
            "The run "
                + id
                + " has ended: "
                + ended.outcome().words()
                + ". There is nothing to go on with; what it did can be taken back: runbook"
                + " rollback "
                + id);
      }
      Source source = source(began, id);
      Program program = program(source, began, newest(run.lines(), id));
      if (program == null) {
        return ExitCode.USAGE;
      }
      return goOn(run, began, program, source.name(), id);
    }
  }

  int rollBack() {
    StateFolder state = States.open(options.state(), console);
    String id = state.runs().named(options.run()).id();
    try (Run run = open(state, id)) {
      Event.Began began = began(run.lines(), id);
      Program program = recorded(newest(run.lines(), id));
      if (program == null) {
        return ExitCode.USAGE;
      }
      Symbol.Runbook runbook = runbook(program, began, id);
      Symbol.Environment environment = environment(runbook, began, id);
      List<Event.Durable> past = past(run.lines(), id, new ProgramTypes(program));
      return execute(
          run,
          began,
          program,
          runbook,
          environment,
          began.origin().sources().getFirst().name(),
          past,
          YesPeople.To.goingBack(options.yes()),
          door -> Evaluator.rollBack(program, runbook, environment, door, operator));
    }
  }

  /** An entry that was not written whole was of nothing that had happened yet. */
  private Run open(StateFolder state, String id) {
    Run run = state.open(id, operator, options.takeOver());
    long dropped = run.record().dropped();
    if (dropped > 0) {
      console.tell(
          "",
          "  ",
          "The last entry of "
              + id
              + " was not written whole: its "
              + dropped
              + " bytes were cut off, and the run goes on from the entry before.");
    }
    return run;
  }

  private int goOn(Run run, Event.Began began, Program program, String file, String id) {
    Symbol.Runbook runbook = runbook(program, began, id);
    Symbol.Environment environment = environment(runbook, began, id);
    Secrets.mustBeThere(began.parameters());
    List<Event.Durable> past = past(run.lines(), id, new ProgramTypes(program));
    Profile profile = profile(began, file);
    boolean same = Texts.basis(program, profile::has).equals(newest(run.lines(), id).basis());
    List<String> refusals =
        same ? List.of() : Recap.of(program, runbook, environment, past, profile::has).refusals();
    if (!refusals.isEmpty()) {
      refusals.forEach(why -> console.tell("", "  ", why));
      console.tell(
          "",
          "  ",
          "Nothing was done. Put the text back as it was for what is done already, or go on"
              + " with the text as it was: runbook resume "
              + id
              + " --recorded-text");
      return ExitCode.USAGE;
    }
    String ticked = options.ticked();
    if (ticked != null) {
      List<Event.Durable> handed =
          handed(ticked, run, program, runbook, environment, past, profile);
      if (handed == null) {
        return ExitCode.USAGE;
      }
      past.addAll(handed);
    }
    return execute(
        run,
        began,
        program,
        runbook,
        environment,
        file,
        past,
        YesPeople.To.goingOn(options.yes()),
        door -> Evaluator.run(program, runbook, began.parameters(), environment, door));
  }

  private @Nullable List<Event.Durable> handed(
      String file,
      Run run,
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      List<Event.Durable> past,
      Profile profile) {
    RealTimeline clock = new RealTimeline();
    Origin origin = origin(program, profile);
    try (TerminalPeople person =
        new TerminalPeople(
            console,
            new PlainKeyboard(console.terminals()),
            "",
            operator,
            Voices.ANYBODY,
            clock,
            () -> {},
            new Turn())) {
      People people = options.yes() ? new YesPeople(YesPeople.To.GOING_ON, accepted -> {}) : person;
      return new HandedOver(console, profile, operator)
          .take(
              file,
              run,
              program,
              runbook,
              environment,
              past,
              new HandedOver.Around(people, origin, clock.now()));
    } catch (Departure departure) {
      throw new UsageException(String.valueOf(departure.getMessage()));
    }
  }

  private int execute(
      Run run,
      Event.Began began,
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      String file,
      List<Event.Durable> past,
      YesPeople.To yes,
      java.util.function.Function<dev.runbook.evaluate.Door, dev.runbook.evaluate.Result> work) {
    Profile profile = profile(began, file);
    RunCommand.mayAgree(options.yes(), profile);
    Profiles.mustHaveSecrets(profile, program, workspace.providers());
    Origin origin = origin(program, profile);
    try (Telling told = Telling.of(options.log(), console);
        RealRun around =
            new RealRun(
                profile, workspace.providers(), Profiles.MACHINE, told.console(), runbook)) {
      States.hold(
          run,
          Alone.of(program, runbook, began.parameters(), environment),
          options.takeOver(),
          around.mark(),
          told.console());
      return new Execution(
              runbook,
              around,
              operator,
              new Voices(profile.teams()),
              run,
              origin,
              yes,
              told,
              options.step()
                  ? new Stepping(
                      false,
                      new Saving(runbook, environment, workspace),
                      new Beside(workspace, console, null, options.place()),
                      States.open(options.state(), console).root().resolve("history"))
                  : null,
              () -> Habits.of(States.open(options.state(), console), runbook.name()))
          .perform(past, work);
    }
  }

  private Origin origin(Program program, Profile profile) {
    return new Origin(
        operator,
        Main.version(),
        profile.name(),
        Texts.of(program),
        Texts.basis(program, profile::has));
  }

  static Event.Began began(List<String> lines, String id) {
    if (lines.isEmpty()
        || !(entry(lines.getFirst(), id, Types.detached()) instanceof Event.Began began)) {
      throw new UsageException(
          "The run " + id + " never began: nothing of it was recorded, and nothing was done.");
    }
    if (began.origin().profile() == null) {
      throw new UsageException(
          "The run "
              + id
              + " was a rehearsal, whose world ended with it. Rehearse it again: runbook run.");
    }
    return began;
  }

  /** Of the process that went on with it last. */
  static Origin newest(List<String> lines, String id) {
    for (String line : lines.reversed()) {
      if (WireForm.mayBeResumed(line)
          && entry(line, id, Types.detached()) instanceof Event.Resumed resumed) {
        return resumed.origin();
      }
    }
    return began(lines, id).origin();
  }

  static List<Event.Durable> past(List<String> lines, String id, Types types) {
    return new ArrayList<>(lines.parallelStream().map(line -> entry(line, id, types)).toList());
  }

  static Event.Durable entry(String line, String id, Types types) {
    try {
      return WireForm.read(line, types);
    } catch (NotAnEntry e) {
      throw new UsageException(
          "The record of " + id + " has an entry that cannot be read: " + e.getMessage() + ".");
    }
  }

  /** The file as it is now, unless it is gone or the text of the time is wanted. */
  private Source source(Event.Began began, String id) {
    Origin.Text own = began.origin().sources().getFirst();
    String file = options.file() == null ? own.name() : options.file();
    if (options.recorded() || !Files.exists(Path.of(file))) {
      if (options.file() != null) {
        throw new UsageException("There is no file `" + file + "`.");
      }
      console.tell("The text is the one that the record of " + id + " keeps.");
      return new Source(own.name(), own.text());
    }
    Loaded loaded = Workspace.read(file);
    Source source = loaded.source();
    if (source == null) {
      throw new UsageException(TextRenderer.render(loaded.diagnostics()).stripTrailing());
    }
    return source;
  }

  private @Nullable Program program(Source source, Event.Began began, Origin last) {
    boolean asRecorded =
        options.recorded() || (options.file() == null && !Files.exists(Path.of(source.name())));
    if (asRecorded) {
      return recorded(last);
    }
    Program now = checked(workspace.check(source));
    if (now != null && !isSame(Texts.of(now), began.origin().sources())) {
      Program then = Checker.check(first(began), Texts.of(began.origin(), workspace)).program();
      List<String> changes = then == null ? List.of() : TextChanges.between(then, now);
      if (!changes.isEmpty()) {
        console.tell("The text has changed since this run began:");
        changes.forEach(change -> console.tell("  ", "    ", change));
      }
    }
    return now;
  }

  private static boolean isSame(List<Origin.Text> some, List<Origin.Text> others) {
    return Texts.mark(some).equals(Texts.mark(others));
  }

  private @Nullable Program recorded(Origin origin) {
    Origin.Text own = origin.sources().getFirst();
    return checked(Checker.check(new Source(own.name(), own.text()), Texts.of(origin, workspace)));
  }

  static Source first(Event.Began began) {
    Origin.Text own = began.origin().sources().getFirst();
    return new Source(own.name(), own.text());
  }

  private @Nullable Program checked(Checker.Checked checked) {
    if (checked.program() == null) {
      console.tell(TextRenderer.render(checked.diagnostics()).stripTrailing());
    }
    return checked.program();
  }

  static Symbol.Runbook runbook(Program program, Event.Began began, String id) {
    return program
        .runbook(began.runbook())
        .orElseThrow(() ->
            new UsageException(
                "The run "
                    + id
                    + " is one of `"
                    + began.runbook()
                    + "`, and the text as it is now has no runbook of that name."));
  }

  static Symbol.@Nullable Environment environment(
      Symbol.Runbook runbook, Event.Began began, String id) {
    if (began.environment().isEmpty()) {
      return null;
    }
    return runbook.environments().stream()
        .filter(environment -> environment.name().equals(began.environment()))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "The run "
                    + id
                    + " is in "
                    + began.environment()
                    + ", where the runbook, as it is now, does not run."));
  }

  private Profile profile(Event.Began began, String file) {
    String name =
        options.profile() == null ? String.valueOf(began.origin().profile()) : options.profile();
    return Profiles.named(file, name, workspace.providers());
  }
}
