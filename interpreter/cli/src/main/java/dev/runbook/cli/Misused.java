package dev.runbook.cli;

import dev.runbook.diagnostic.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in our words: what it is, and what to type instead. */
final class Misused {

  private Misused() {}

  static String words(ParameterException wrong, String... args) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    String problem =
        switch (wrong) {
          case UnmatchedArgumentException unmatched -> unknown(unmatched.getUnmatched(), command);
          case OverwrittenOptionException twice ->
              "`" + name(twice.getOverwritten()) + "` is given twice: say it once.";
          case MissingParameterException missing -> missing(missing, command, args);
          default -> wrong.getMessage() + ".";
        };
    return problem + " See `" + help(command, args) + "`.";
  }

  private static String unknown(List<String> unmatched, CommandSpec command) {
    List<String> options = names(command);
    return unmatched.stream()
        .map(argument -> argument.startsWith("-") ? option(argument, options) : extra(argument))
        .collect(Collectors.joining("\n"));
  }

  private static String option(String argument, List<String> options) {
    String name = argument.replaceFirst("=.*", "");
    String near =
        Suggestions.nearest(name, options).map(o -> " Did you mean `" + o + "`?").orElse("");
    return "There is no option `" + name + "` here." + near;
  }

  private static String extra(String argument) {
    return "`"
        + argument
        + "` is too much: options begin with `--`, and one file is run at a time.";
  }

  /** A misspelt option is why the right one is missing, so both are told. */
  private static String missing(
      MissingParameterException missing, CommandSpec command, String... args) {
    List<String> options = names(command);
    List<String> sentences = new ArrayList<>();
    for (String arg : args) {
      if (arg.startsWith("--") && !options.contains(arg.replaceFirst("=.*", ""))) {
        sentences.add(option(arg, options));
      }
    }
    for (ArgSpec argument : missing.getMissing()) {
      boolean withoutValue = List.of(args).contains(name(argument));
      String what = argument instanceof OptionSpec option ? text(option) : "";
      sentences.add(
          withoutValue
              ? "`" + name(argument) + "` has no value: write " + example(argument) + what + "."
              : "Missing: " + example(argument) + what + ".");
    }
    return String.join("\n", sentences);
  }

  private static String text(OptionSpec option) {
    String text = String.join(" ", option.description()).replace("%%", "%");
    return text.isEmpty() ? "" : ", " + text;
  }

  private static String example(ArgSpec argument) {
    return argument.isOption()
        ? name(argument) + " " + argument.paramLabel()
        : argument.paramLabel();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static List<String> names(CommandSpec command) {
    return command.options().stream().map(OptionSpec::longestName).toList();
  }

  private static String help(CommandSpec command, String... args) {
    String file = command.name().equals("runbook run") ? RunArguments.file(args) : null;
    return command.name() + (file == null ? "" : " " + file) + " --help";
  }
}
