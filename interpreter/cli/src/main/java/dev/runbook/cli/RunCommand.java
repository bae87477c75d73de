package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.dry.DryRun;
import dev.runbook.evaluate.Alone;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.evaluate.Result;
import dev.runbook.file.Loaded;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Prompt;
import dev.runbook.people.Voices;
import dev.runbook.profile.Profile;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code runbook run}: a runbook, in the sandbox unless a profile names real services. */
final class RunCommand {

  /** What may be said besides the runbook's own parameters. */
  record Options(
      boolean yes,
      @Nullable String runbook,
      @Nullable String in,
      @Nullable String as,
      @Nullable String world,
      List<String> faults,
      @Nullable String profile,
      @Nullable String state,
      boolean takeOver,
      Telling.Form log,
      boolean step,
      boolean repl,
      Beside beside,
      DryRunCommand.@Nullable Options dry) {}

  private final Workspace workspace;
  private final Console console;

  RunCommand(Workspace workspace, Console console) {
    this.workspace = workspace;
    this.console = console;
  }

  /** The program of a file, or null where it has mistakes, which were told. */
  @Nullable Program program(String file) {
    Loaded loaded = Workspace.read(file);
    if (loaded.source() == null || !loaded.diagnostics().isEmpty()) {
      console.tell(TextRenderer.render(loaded.diagnostics()).stripTrailing());
      return null;
    }
    Checker.Checked checked = workspace.check(loaded.source());
    if (checked.program() == null) {
      console.tell(TextRenderer.render(checked.diagnostics()).stripTrailing());
    }
    return checked.program();
  }

  static Symbol.Runbook runbook(Program program, String file, @Nullable String name) {
    List<Symbol.Runbook> all = program.runbooks();
    if (all.isEmpty()) {
      throw new UsageException(
          "There is no runbook in `" + file + "`: it can be used by others, and not run.");
    }
    List<String> names = all.stream().map(Symbol.Runbook::name).toList();
    if (name == null && all.size() > 1) {
      throw new UsageException(
          "`"
              + file
              + "` has several runbooks: say which one with --runbook, of "
              + String.join(", ", names)
              + ".");
    }
    return name == null
        ? all.getFirst()
        : program
            .runbook(name)
            .orElseThrow(() ->
                new UsageException(
                    "There is no runbook `"
                        + name
                        + "` in `"
                        + file
                        + "`: there is "
                        + String.join(", ", names)
                        + "."));
  }

  int run(
      String file,
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Options options) {
    Symbol.Environment environment = environment(runbook, options.in());
    Profile profile = options.profile() == null ? null : profile(file, options);
    Result refused =
        DryRun.refused(
            program,
            runbook,
            options.dry() == null ? parameters : DryRun.known(runbook, parameters));
    if (refused != null) {
      console.tell("refused: " + refused.reason() + "\n" + Summary.place(refused));
      console.tell("Nothing was begun.");
      return ExitCode.USAGE;
    }
    if (options.dry() != null) {
      return new DryRunCommand(workspace, console)
          .run(file, program, runbook, parameters, environment, profile, options);
    }
    Secrets.mustBeThere(parameters);
    if (profile != null) {
      Profiles.mustHaveSecrets(profile, program, workspace.providers());
    }
    if ((options.step() || options.repl())
        && (options.yes() || !options.log().isSeenAt(console.terminals()))) {
      throw new UsageException(
          "To go through a run step by step takes a terminal and somebody at it, and no --yes."
              + " Nothing was begun.");
    }
    if (!options.yes() && !options.log().isSeenAt(console.terminals())) {
      return unattended(DryRun.of(program, runbook, parameters, environment).prompts());
    }
    boolean keeps = profile != null || options.state() != null;
    String operator = States.person(options.as());
    StateFolder state = keeps ? States.open(options.state(), console) : null;
    try (Telling told = Telling.of(options.log(), console);
        Surroundings around =
            profile == null
                ? SandboxRun.open(
                    file, options.world(), options.faults(), workspace, told.console(), runbook)
                : new RealRun(
                    profile, workspace.providers(), Profiles.MACHINE, told.console(), runbook);
        Run kept =
            state == null ? null : state.begin(runbook.name(), around.clock().now(), operator)) {
      if (kept != null) {
        if (profile != null) {
          States.hold(
              kept,
              Alone.of(program, runbook, parameters, environment),
              options.takeOver(),
              around.mark(),
              told.console());
        }
        told.console().tell(around.mark() + "This run is kept as " + kept.id() + ".");
      }
      Origin origin =
          new Origin(
              operator,
              Main.version(),
              profile == null ? null : profile.name(),
              kept == null ? List.of() : Texts.of(program),
              profile == null ? "" : Texts.basis(program, profile::has));
      Voices voices = profile == null ? Voices.ANYBODY : new Voices(profile.teams());
      return new Execution(
              runbook,
              around,
              operator,
              voices,
              kept,
              origin,
              YesPeople.To.goingOn(options.yes()),
              told,
              options.step() || options.repl()
                  ? new Stepping(
                      options.repl(),
                      new Saving(runbook, environment, workspace),
                      options.beside(),
                      state == null ? null : state.root().resolve("history"))
                  : null,
              () -> state == null ? Map.of() : Habits.of(state, runbook.name()))
          .perform(
              List.of(), door -> Evaluator.run(program, runbook, parameters, environment, door));
    }
  }

  private Profile profile(String file, Options options) {
    if (options.world() != null || !options.faults().isEmpty()) {
      throw new UsageException(
          "--world and --fault are for the sandbox, and --profile is for real services:"
              + " leave out one of the two. Nothing was begun.");
    }
    Profile profile =
        Profiles.named(file, String.valueOf(options.profile()), workspace.providers());
    mayAgree(options.yes(), profile);
    return profile;
  }

  /** Nobody agrees to what is real without having been asked. */
  static void mayAgree(boolean yes, Profile profile) {
    if (yes && profile.sandbox() == null) {
      throw new UsageException(
          "--yes is for the sandbox, and the profile `"
              + profile.name()
              + "` is for real services: leave out one of the two. Nothing was begun.");
    }
  }

  static Symbol.@Nullable Environment environment(Symbol.Runbook runbook, @Nullable String name) {
    List<Symbol.Environment> environments = runbook.environments();
    List<String> names = environments.stream().map(Symbol.Environment::name).toList();
    if (name != null) {
      return environments.stream()
          .filter(environment -> environment.name().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new UsageException(
                  "`"
                      + runbook.name()
                      + "` does not run in `"
                      + name
                      + "`"
                      + (names.isEmpty()
                          ? "."
                          : ": it runs in " + String.join(", ", names) + ".")));
    }
    if (environments.size() > 1) {
      throw new UsageException(
          "Say with --in where it runs: in " + String.join(" or ", names) + ".");
    }
    return environments.isEmpty() ? null : environments.getFirst();
  }

  /** JDK 25 has no console again where there is no terminal, as before 22. */
  @SuppressWarnings("SystemConsoleNull")
  private int unattended(List<Prompt> prompts) {
    console.tell(
        prompts.isEmpty()
            ? "There is no terminal to ask at how to go on where something fails."
            : "There is no terminal to ask at, and this runbook may ask:");
    prompts.stream().map(RunCommand::listed).distinct().forEach(console::tell);
    console.tell("Nothing was begun. Run it on a terminal, or rehearse it with --yes.");
    return ExitCode.USAGE;
  }

  private static String listed(Prompt prompt) {
    String kind = prompt.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String by = prompt.by().isEmpty() ? "" : " (" + prompt.teams() + ")";
    return Layout.wrapped("  ", "      ", kind + ": " + prompt.text() + by);
  }
}
