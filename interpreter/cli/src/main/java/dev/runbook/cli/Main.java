package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.profile.SandboxSilent;
import dev.runbook.state.RecordDamaged;
import dev.runbook.state.StateException;
import dev.runbook.state.StateFolder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program's entry. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    int exit = run(args);
    System.out.flush();
    System.err.flush();
    // Not System.exit: it looks for a logger in every jar first, which is a quarter of a short
    // command's time.
    Runtime.getRuntime().halt(exit);
  }

  static int run(String... args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int exit = run(new Console(out, err), args);
    out.flush();
    return exit;
  }

  static int run(Console console, String... args) {
    try {
      return command(console, args);
    } catch (UsageException e) {
      console.tell(e.getMessage());
      return ExitCode.USAGE;
    } catch (SandboxSilent e) {
      // Where a run has begun, it was left before this.
      console.tell(e.getMessage() + " Nothing was begun.");
      return ExitCode.USAGE;
    } catch (StoppedException e) {
      console.tell(e.getMessage());
      return ExitCode.ABORTED;
    } catch (StateException e) {
      console.tell(e.getMessage());
      return e instanceof RecordDamaged ? ExitCode.FAILED : ExitCode.USAGE;
    } catch (ParameterException e) {
      console.tell(Misused.words(e, rest(args)));
      return ExitCode.USAGE;
    } catch (RuntimeException | Error e) {
      Bug.report(e, console);
      return ExitCode.BUG;
    }
  }

  private static int command(Console console, String... args) {
    String first = args.length == 0 ? "help" : args[0];
    return switch (first) {
      // Without the command line library, which takes longer to load than all of this to run.
      case "--version", "-V" -> {
        console.result("runbook " + version());
        yield ExitCode.DONE;
      }
      case "help", "--help", "-h" -> {
        console.result(args.length > 1 ? Help.of(args[1]) : Help.all());
        yield ExitCode.DONE;
      }
      case "check" -> {
        PlainWords plain = PlainWords.of(Set.of(), rest(args));
        if (plain != null) {
          yield CheckCommand.run(plain.names(), false, Workspace.open(null), console);
        }
        ParseResult parsed = parse(CommandLines.check(), console, args);
        yield parsed == null
            ? ExitCode.DONE
            : CheckCommand.run(files(parsed), json(parsed), workspace(parsed), console);
      }
      case "fmt" -> {
        PlainWords plain = PlainWords.of(Set.of(), rest(args));
        if (plain != null) {
          yield FormatCommand.run(plain.names(), false, console);
        }
        ParseResult parsed = parse(CommandLines.format(), console, args);
        yield parsed == null
            ? ExitCode.DONE
            : FormatCommand.run(files(parsed), parsed.hasMatchedOption("--check"), console);
      }
      case "docs" -> {
        PlainWords plain = PlainWords.of(Set.of("-o", "--runbook", "--in", "--format"), rest(args));
        if (plain != null && plain.names().size() == 1) {
          yield docs(plain.names().getFirst(), plain::option, Workspace.open(null), console);
        }
        ParseResult parsed = parse(CommandLines.docs(), console, args);
        yield parsed == null
            ? ExitCode.DONE
            : docs(
                parsed.matchedPositionalValue(0, ""),
                name -> parsed.matchedOptionValue(name, null),
                workspace(parsed),
                console);
      }
      case "diff" -> {
        ParseResult parsed = parse(StateCommandLines.of(first), console, args);
        if (parsed == null) {
          yield ExitCode.DONE;
        }
        Function<String, @Nullable String> option = name -> parsed.matchedOptionValue(name, null);
        yield new DiffCommand(
                workspace(parsed),
                console,
                new DiffCommand.Options(
                    parsed.matchedPositionalValue(0, ""),
                    option.apply("--from"),
                    option.apply("--rev"),
                    option.apply("--runbook"),
                    option.apply("--state")))
            .run();
      }
      case "run" -> runRunbook(false, console, rest(args));
      case "repl" -> runRunbook(true, console, rest(args));
      case "test" -> {
        ParseResult parsed = parse(CommandLines.test(), console, args);
        yield parsed == null ? ExitCode.DONE : test(parsed, console);
      }
      case "verify" -> verify(console, args);
      case "explore" -> explore(console, rest(args));
      case "sandbox" -> {
        ParseResult parsed = parse(CommandLines.sandbox(), console, args);
        yield parsed == null
            ? ExitCode.DONE
            : SandboxCommand.run(
                parsed.matchedOptionValue("--world", null),
                parsed.matchedOptionValue("--fault", List.of()),
                parsed.hasMatchedOption("--stepped"),
                parsed.matchedOptionValue("--port-file", null),
                workspace(parsed),
                console);
      }
      case "completion" -> {
        ParseResult parsed = parse(CommandLines.completion(), console, args);
        yield parsed == null
            ? ExitCode.DONE
            : CompletionCommand.run(parsed.matchedPositionalValue(0, ""), console);
      }
      case "config" -> {
        ParseResult parsed = parse(CommandLines.config(), console, args);
        yield parsed == null
            ? ExitCode.DONE
            : ConfigCommand.run(
                parsed.matchedPositionalValue(0, "runbook.rb4"), workspace(parsed), console);
      }
      case "resume", "rollback" -> {
        ParseResult parsed = parse(StateCommandLines.of(first), console, args);
        if (parsed == null) {
          yield ExitCode.DONE;
        }
        Function<String, @Nullable String> option = name -> parsed.matchedOptionValue(name, null);
        boolean back = first.equals("rollback");
        ResumeCommand command =
            new ResumeCommand(
                workspace(parsed),
                console,
                new ResumeCommand.Options(
                    parsed.matchedPositionalValue(0, null),
                    back ? null : option.apply("--file"),
                    back || parsed.hasMatchedOption("--recorded-text"),
                    option.apply("--profile"),
                    option.apply("--as"),
                    option.apply("--state"),
                    parsed.hasMatchedOption("--take-over"),
                    parsed.hasMatchedOption("--yes"),
                    told(parsed),
                    parsed.hasMatchedOption("--step"),
                    back ? null : option.apply("--ticked")));
        yield back ? command.rollBack() : command.resume();
      }
      case "eject" -> {
        ParseResult parsed = parse(StateCommandLines.of(first), console, args);
        if (parsed == null) {
          yield ExitCode.DONE;
        }
        @Nullable String said = parsed.matchedOptionValue("--state", null);
        yield new EjectCommand(workspace(parsed), States.open(said, console), console)
            .run(
                new EjectCommand.Options(
                    parsed.matchedPositionalValue(0, null),
                    parsed.matchedOptionValue("--format", "md"),
                    parsed.matchedOptionValue("-o", null)));
      }
      case "attach" -> {
        ParseResult parsed = parse(StateCommandLines.of(first), console, args);
        if (parsed == null) {
          yield ExitCode.DONE;
        }
        @Nullable String said = parsed.matchedOptionValue("--state", null);
        StateFolder state = States.open(said, console);
        yield new AttachCommand(workspace(parsed), state, console)
            .attach(state.runs().named(parsed.matchedPositionalValue(0, null)), told(parsed));
      }
      case "runs", "show", "audit", "export", "import" -> {
        ParseResult parsed = parse(StateCommandLines.of(first), console, args);
        yield parsed == null ? ExitCode.DONE : StateCommands.run(first, parsed, console);
      }
      default -> throw new UsageException(Help.unknown(first));
    };
  }

  private static int docs(
      String name,
      Function<String, @Nullable String> option,
      Workspace workspace,
      Console console) {
    String format = option.apply("--format");
    return DocsCommand.run(
        name,
        option.apply("-o"),
        option.apply("--runbook"),
        option.apply("--in"),
        format == null ? "md" : format,
        workspace,
        console);
  }

  private static Telling.Form told(ParseResult parsed) {
    return new Telling.Form(
        parsed.matchedOptionValue("--log", "view"), parsed.hasMatchedOption("--ascii"));
  }

  static boolean json(ParseResult parsed) {
    String format = parsed.matchedOptionValue("--format", "text");
    if (!format.equals("text") && !format.equals("json")) {
      throw new UsageException("There is no format `" + format + "`: there is text and json.");
    }
    return format.equals("json");
  }

  private static List<String> files(ParseResult parsed) {
    List<String> files = parsed.matchedPositionalValue(0, List.of());
    if (files.isEmpty()) {
      throw new UsageException(
          "Name files or folders: " + parsed.commandSpec().name() + " FILE|DIR...");
    }
    return files;
  }

  private static Workspace workspace(ParseResult parsed) {
    return Workspace.open(parsed.<@Nullable String>matchedOptionValue("--plugins", null));
  }

  /** Null where help was asked for, and given. */
  private static @Nullable ParseResult parse(CommandLine line, Console console, String... args) {
    ParseResult parsed = line.parseArgs(rest(args));
    if (parsed.isUsageHelpRequested()) {
      console.result(Help.of(line));
      return null;
    }
    return parsed;
  }

  private static String[] rest(String... args) {
    return java.util.Arrays.copyOfRange(args, 1, args.length);
  }

  /**
   * The options depend on the runbook, so its file is found first, and the rest is read with its
   * parameters in hand.
   */
  private static int runRunbook(boolean repl, Console console, String... given) {
    IntSupplier ready = ready(repl, console, given);
    return ready == null ? ExitCode.USAGE : ready.getAsInt();
  }

  private static @Nullable IntSupplier readyToGoThrough(Console console, String... given) {
    try {
      return ready(true, console, given);
    } catch (ParameterException e) {
      throw new UsageException(Misused.words(e, given));
    }
  }

  /** Null where something is wrong with it, which was told. */
  private static @Nullable IntSupplier ready(boolean repl, Console console, String... given) {
    boolean helps = List.of(given).contains("--help") || List.of(given).contains("-h");
    boolean none = repl && !helps && RunArguments.file(given) == null;
    WarmUp.begin(!helps && !List.of(given).contains("--yes"));
    String[] args = none ? Incident.arguments(given) : given;
    String file = none ? Incident.FILE : RunArguments.file(args);
    if (file == null) {
      if (helps) {
        console.result(Help.of(repl ? "repl" : "run"));
        return () -> ExitCode.DONE;
      }
      throw new UsageException(
          "Name the runbook's file: runbook run FILE [its parameters]. See `runbook help run`.");
    }
    Workspace workspace = Workspace.open(RunArguments.valueOf("--plugins", args));
    RunCommand command = new RunCommand(workspace, console);
    Program program = none ? Incident.program(workspace) : command.program(file);
    if (program == null) {
      return null;
    }
    Symbol.Runbook runbook =
        RunCommand.runbook(program, file, RunArguments.valueOf("--runbook", args));
    boolean dry = List.of(args).contains("--dry-run");
    CommandLine line = CommandLines.run(runbook, runbook.parameters(), !dry);
    ParseResult parsed = line.parseArgs(args);
    if (parsed.isUsageHelpRequested()) {
      console.result(Help.of(line));
      return () -> ExitCode.DONE;
    }
    Map<String, dev.runbook.value.Value> values = RunArguments.values(runbook, parsed);
    Function<String, @Nullable String> option = name -> parsed.matchedOptionValue(name, null);
    Beside beside = new Beside(workspace, console, repl ? Main::readyToGoThrough : null, given);
    RunCommand.Options options =
        new RunCommand.Options(
            parsed.hasMatchedOption("--yes"),
            option.apply("--runbook"),
            option.apply("--in"),
            option.apply("--as"),
            option.apply("--world"),
            parsed.matchedOptionValue("--fault", List.of()),
            option.apply("--profile"),
            option.apply("--state"),
            parsed.hasMatchedOption("--take-over"),
            told(parsed),
            parsed.hasMatchedOption("--step"),
            repl,
            beside,
            dryRun(parsed));
    return () -> {
      int exit = command.run(file, program, runbook, values, options);
      IntSupplier next = beside.next();
      return next == null ? exit : next.getAsInt();
    };
  }

  /**
   * Null for a run that does something; what says how its page looks is of use to a dry one only.
   */
  private static DryRunCommand.@Nullable Options dryRun(ParseResult parsed) {
    String format = parsed.matchedOptionValue("--format", null);
    String out = parsed.matchedOptionValue("-o", null);
    boolean reads = parsed.hasMatchedOption("--with-reads");
    if (parsed.hasMatchedOption("--dry-run")) {
      return new DryRunCommand.Options(format == null ? "text" : format, out, reads);
    }
    if (format != null || out != null || reads) {
      throw new UsageException(
          "--format, --out and --with-reads belong to --dry-run. Nothing was begun.");
    }
    return null;
  }

  /** Where nothing is named: the runbooks of this folder, wherever in it they are kept. */
  private static String tested() {
    return Files.isDirectory(Workspace.path("runbooks")) ? "runbooks" : ".";
  }

  private static int test(ParseResult parsed, Console console) {
    String from = parsed.matchedOptionValue("--from", null);
    List<String> named = parsed.matchedPositionalValue(0, List.<String>of());
    List<String> files = from == null && named.isEmpty() ? List.of(tested()) : named;
    String filter = parsed.matchedOptionValue("--filter", null);
    String format = parsed.matchedOptionValue("--format", null);
    String state = parsed.matchedOptionValue("--state", null);
    if (from == null && state != null) {
      throw new UsageException("--state says where the run of --from is kept. No test was run.");
    }
    if (from == null) {
      return TestCommand.run(
          new TestCommand.Options(files, filter, format == null ? "text" : format),
          workspace(parsed),
          console);
    }
    if (files.size() > 1 || filter != null || format != null) {
      throw new UsageException(
          "With --from one run is tested, and one file at most is named: leave out --filter and"
              + " --format. No test was run.");
    }
    return new ReplayCommand(workspace(parsed), console)
        .run(from, files.isEmpty() ? null : files.getFirst(), state);
  }

  private static int explore(Console console, String... args) {
    String file = RunArguments.file(args);
    if (file == null) {
      ParseResult parsed = parse(CommandLines.explore(null), console, "explore", "--help");
      return parsed == null ? ExitCode.USAGE : ExitCode.BUG;
    }
    Workspace workspace = Workspace.open(RunArguments.valueOf("--plugins", args));
    Program program = new RunCommand(workspace, console).program(file);
    if (program == null) {
      return ExitCode.USAGE;
    }
    Symbol.Runbook runbook =
        RunCommand.runbook(program, file, RunArguments.valueOf("--runbook", args));
    CommandLine line = CommandLines.explore(runbook);
    ParseResult parsed = line.parseArgs(args);
    if (parsed.isUsageHelpRequested()) {
      console.result(Help.of(line));
      return ExitCode.DONE;
    }
    return new ExploreCommand(workspace, console)
        .run(
            file,
            program,
            runbook,
            RunCommand.environment(runbook, parsed.matchedOptionValue("--in", null)),
            RunArguments.values(runbook, parsed),
            parsed.hasMatchedOption("--pairs"));
  }

  private static int verify(Console console, String... args) {
    String file = RunArguments.file(rest(args));
    Workspace workspace = Workspace.open(RunArguments.valueOf("--plugins", args));
    RunCommand command = new RunCommand(workspace, console);
    Program program = file == null ? null : command.program(file);
    if (file != null && program == null) {
      return ExitCode.USAGE;
    }
    Symbol.Runbook runbook =
        file == null || program == null
            ? null
            : RunCommand.runbook(program, file, RunArguments.valueOf("--runbook", args));
    ParseResult parsed = parse(CommandLines.verify(runbook), console, args);
    if (parsed == null) {
      return ExitCode.DONE;
    }
    return VerifyCommand.run(
        program,
        runbook,
        runbook == null ? Map.of() : RunArguments.values(runbook, parsed),
        runbook == null
            ? null
            : RunCommand.environment(runbook, parsed.matchedOptionValue("--in", null)),
        Profiles.only(
            file == null ? "runbook.rb4" : file,
            parsed.matchedOptionValue("--profile", null),
            workspace.providers()),
        workspace,
        console);
  }

  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
