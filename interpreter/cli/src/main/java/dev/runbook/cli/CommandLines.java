package dev.runbook.cli;

import dev.runbook.check.Symbol;
import dev.runbook.profile.Configuration;
import dev.runbook.syntax.Expression;
import dev.runbook.type.EnumType;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The commands as picocli reads them, by its programmatic interface: annotations would cost every
 * start their proxies, and the options of a run come from the runbook.
 */
final class CommandLines {

  /**
   * Makes the lists for options and names that can stand there several times. Picocli's own factory
   * first looks whether Groovy is there, and so through the names of all classes of the program:
   * that takes as long as to read a runbook.
   */
  private static final IFactory FACTORY = new Lists();

  private static final class Lists implements IFactory {
    @Override
    public <K> K create(Class<K> type) {
      return type.cast(new ArrayList<String>());
    }
  }

  private CommandLines() {}

  /** A name that begins with an @ is a name, and no file of more options. */
  static CommandLine of(CommandSpec spec) {
    return new CommandLine(spec, FACTORY).setExpandAtFiles(false);
  }

  static CommandLine check() {
    CommandSpec spec =
        command("check", "Finds everything that is wrong with runbooks, without running anything.");
    files(spec);
    spec.addOption(
        OptionSpec.builder("--format")
            .type(String.class)
            .paramLabel("FORMAT")
            .description("text, or json")
            .build());
    plugins(spec);
    return of(spec);
  }

  static CommandLine format() {
    CommandSpec spec = command("fmt", "Puts runbooks into their one form.");
    files(spec);
    spec.addOption(
        OptionSpec.builder("--check")
            .type(boolean.class)
            .description("only tell which files are not in it; exit code 1")
            .build());
    return of(spec);
  }

  /**
   * @param runbook whose parameters become options; null for the help of the command itself
   * @param real whether what a run needs has to be given
   */
  static CommandLine run(
      Symbol.@Nullable Runbook runbook, List<Symbol.Param> parameters, boolean real) {
    String about =
        runbook == null
            ? "Runs a runbook. It is a rehearsal in the sandbox unless a profile is named. The"
                + " runbook's parameters are options: see runbook run FILE --help."
            : runbook.title() + ".";
    CommandSpec spec = command("run", about.replace("%", "%%"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .type(String.class)
            .required(true)
            .paramLabel("FILE")
            .description("the runbook")
            .build());
    for (Symbol.Param parameter : parameters) {
      spec.addOption(option(parameter, real && parameter.isRequired()));
    }
    yes(spec);
    flag(spec, "--dry-run", "only say what it would do, with what is known filled in");
    flag(spec, "--with-reads", "in a dry run: ask the services for what they can read");
    value(spec, "--format", "FORMAT", "of a dry run: text, md, rst or html");
    out(spec);
    value(spec, "--profile", "NAME", "the real services to run against");
    value(spec, "--as", "NAME", "who you are; else the name of your account");
    value(spec, "--in", "ENVIRONMENT", "where it runs, for a runbook that runs in several");
    value(spec, "--runbook", "NAME", "which one, where the file has several");
    value(
        spec, "--world", "FILE", "what the sandbox holds; else NAME.world.yaml beside the runbook");
    faults(spec);
    log(spec);
    step(spec);
    StateCommandLines.state(spec);
    StateCommandLines.takeOver(spec);
    plugins(spec);
    return of(spec);
  }

  static CommandLine repl() {
    CommandLine line = run(null, List.of(), false);
    line.getCommandSpec()
        .name("runbook repl")
        .usageMessage()
        .description(
            "Goes through a runbook step by step, and stands still at its end; without a file,"
                + " works in an incident by hand. Whatever is done is in the record like everything"
                + " else. `help` in it tells what may be typed.");
    return line;
  }

  static CommandLine docs() {
    CommandSpec spec =
        command(
            "docs",
            "Prints a runbook as a page, or a folder of them as pages that belong together.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .type(String.class)
            .required(true)
            .paramLabel("FILE|DIR")
            .description("the runbook, or a folder of runbooks")
            .build());
    out(spec);
    value(spec, "--runbook", "NAME", "which one, where the file has several");
    value(spec, "--in", "ENVIRONMENT", "whose addresses the page shows, where there are several");
    value(spec, "--format", "FORMAT", "md, rst or html; md where nothing is said");
    plugins(spec);
    return of(spec);
  }

  static CommandLine completion() {
    CommandSpec spec =
        command("completion", "Prints a script by which a shell completes what is typed.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .type(String.class)
            .required(true)
            .paramLabel("SHELL")
            .description("bash, zsh or fish")
            .build());
    return of(spec);
  }

  static CommandLine test() {
    CommandSpec spec =
        command(
            "test",
            "Runs the tests of runbooks, each in a simulated world of its own: NAME.world.yaml"
                + " beside the file. Exit code 1 where one fails.");
    files(spec, "0..*");
    value(spec, "--filter", "WORDS", "only tests with these words in their name");
    value(spec, "--format", "FORMAT", "text, junit or json");
    value(
        spec,
        "--from",
        "RUN",
        "put what this run met before the text as it is now, and tell what it would do otherwise");
    StateCommandLines.state(spec);
    plugins(spec);
    return of(spec);
  }

  static void step(CommandSpec spec) {
    flag(spec, "--step", "go through it step by step; `help` there tells what may be typed");
  }

  static void log(CommandSpec spec) {
    value(
        spec,
        "--log",
        "FORM",
        "how it is told as it goes on: view (what a terminal shows where nothing is said), lines,"
            + " or json");
    flag(spec, "--ascii", "of a view: signs that every terminal has");
  }

  private static void out(CommandSpec spec) {
    add(
        spec,
        OptionSpec.builder("-o", "--out")
            .type(String.class)
            .paramLabel("OUT")
            .description("where pages are written: a file, or for a folder a folder")
            .build());
  }

  static CommandLine explore(Symbol.@Nullable Runbook runbook) {
    CommandSpec spec =
        command(
            "explore",
            "Rehearses a runbook in every world in which one thing goes wrong: each fault of each"
                + " service at each occasion, a no and a silence at each question, a wait that sees"
                + " nothing, and a kill before and after everything, resumed. Tells what was lost,"
                + " done twice or kept by an invariant only.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .type(String.class)
            .required(true)
            .paramLabel("FILE")
            .description("the runbook; its world is NAME.world.yaml beside it")
            .build());
    if (runbook != null) {
      for (Symbol.Param parameter : runbook.parameters()) {
        spec.addOption(option(parameter, parameter.isRequired()));
      }
    }
    value(spec, "--in", "ENVIRONMENT", "where it runs, for a runbook that runs in several");
    value(spec, "--runbook", "NAME", "which one, where the file has several");
    flag(
        spec,
        "--pairs",
        "also every two of these at once; for a long runbook that takes hours, and Ctrl-C tells"
            + " what was found so far");
    plugins(spec);
    return of(spec);
  }

  static void yes(CommandSpec spec) {
    flag(
        spec,
        "--yes",
        "in the sandbox: confirm, tick, accept warnings and take defaults, and say so");
  }

  static CommandLine sandbox() {
    CommandSpec spec =
        command(
            "sandbox", "Serves the stand-ins of all services on this machine, until it is ended.");
    value(spec, "--world", "FILE", "what it holds at the start");
    faults(spec);
    flag(spec, "--stepped", "its time stands still, and goes on as a run against it waits");
    value(spec, "--port-file", "FILE", "is written with its port once it listens");
    plugins(spec);
    return of(spec);
  }

  private static void faults(CommandSpec spec) {
    add(
        spec,
        OptionSpec.builder("--fault")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .paramLabel("SERVICE:FAULT[@N]")
            .description(
                "in the sandbox: what goes wrong, once or at its Nth occasion; may be given again")
            .build());
  }

  static CommandLine config() {
    CommandSpec spec =
        command("config", "Says which " + Configuration.FILE + " counts, why, and what it says.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("FILE")
            .description("the runbook for which it is asked; else the folder where you are")
            .build());
    plugins(spec);
    return of(spec);
  }

  /**
   * @param runbook of the file that was named; null where none was
   */
  static CommandLine verify(Symbol.@Nullable Runbook runbook) {
    CommandSpec spec =
        command(
            "verify",
            "Looks, by reading only, for what would fail in a run: of one runbook, or anywhere in a"
                + " profile. What a parameter leads to is looked at where its value is given.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("FILE")
            .description("the runbook; else all services of the profile are looked at")
            .build());
    if (runbook != null) {
      for (Symbol.Param parameter : runbook.parameters()) {
        spec.addOption(option(parameter, false));
      }
    }
    value(spec, "--profile", "NAME", "the real services; may be left out where there is one");
    value(spec, "--in", "ENVIRONMENT", "where it would run, for a runbook that runs in several");
    value(spec, "--runbook", "NAME", "which one, where the file has several");
    plugins(spec);
    return of(spec);
  }

  private static OptionSpec option(Symbol.Param parameter, boolean required) {
    var syntax = parameter.syntax();
    String text = syntax.text() == null ? "" : syntax.text().plain();
    var byDefault = syntax.defaultValue();
    String otherwise =
        byDefault == null
            ? (parameter.isRequired() ? "" : " (may be left out)")
            : " (default: " + defaultText(parameter) + ")";
    return OptionSpec.builder("--" + parameter.name())
        .type(String.class)
        .paramLabel(label(parameter.type()))
        .required(required)
        .description((text + otherwise).replace("%", "%%").strip())
        .build();
  }

  private static String defaultText(Symbol.Param parameter) {
    var byDefault = parameter.syntax().defaultValue();
    return switch (byDefault) {
      case Expression.Literal literal -> literal.spelling();
      case Expression.TextLiteral text -> text.text().plain();
      case Expression.NameUse value -> value.name().text();
      case Expression.MemberUse value -> value.name().text();
      case null, default -> "computed";
    };
  }

  private static String label(Type type) {
    return type.required() instanceof EnumType enumeration
        ? String.join("|", enumeration.values())
        : type.required().toString();
  }

  static CommandSpec command(String name, String about) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(null, FACTORY).name("runbook " + name);
    spec.usageMessage()
        .description(about)
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .width(Layout.WIDTH);
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("this help").build());
    return spec;
  }

  private static void files(CommandSpec spec) {
    files(spec, "1..*");
  }

  private static void files(CommandSpec spec, String arity) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity(arity)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("FILE|DIR")
            .description("runbooks, or folders of them")
            .build());
  }

  static void plugins(CommandSpec spec) {
    value(
        spec,
        "--plugins",
        "DIR",
        "where service bindings of one's own are; else the plug-in folder");
  }

  static void flag(CommandSpec spec, String name, String text) {
    add(spec, OptionSpec.builder(name).type(boolean.class).description(text).build());
  }

  static void value(CommandSpec spec, String name, String label, String text) {
    add(
        spec,
        OptionSpec.builder(name).type(String.class).paramLabel(label).description(text).build());
  }

  private static void add(CommandSpec spec, OptionSpec option) {
    if (spec.findOption(option.longestName()) != null) {
      throw new UsageException(
          "A parameter of this runbook is called `"
              + option.longestName().substring(2)
              + "`, which is an option of every run: rename it.");
    }
    spec.addOption(option);
  }
}
