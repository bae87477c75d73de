package dev.runbook.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code runbook completion}: a script by which a shell completes commands and their options. */
final class CompletionCommand {

  private CompletionCommand() {}

  static int run(String shell, Console console) {
    Map<String, CommandLine> commands = Help.lines();
    console.result(
        switch (shell) {
          // The script of the one serves the other, by zsh's own support for it.
          case "bash", "zsh" -> bash(commands);
          case "fish" -> fish(commands);
          default ->
              throw new UsageException(
                  "There is no completion for `" + shell + "`: there is bash, zsh and fish.");
        });
    return ExitCode.DONE;
  }

  private static String bash(Map<String, CommandLine> commands) {
    CommandSpec root = CommandSpec.create().name("runbook");
    commands.forEach(root::addSubcommand);
    return AutoComplete.bash("runbook", new CommandLine(root));
  }

  private static String fish(Map<String, CommandLine> commands) {
    List<String> lines = new ArrayList<>();
    commands.forEach((name, line) -> {
      String about = String.join(" ", line.getCommandSpec().usageMessage().description());
      lines.add("complete -c runbook -n __fish_use_subcommand -a " + name + " -d " + quoted(about));
      for (OptionSpec option : line.getCommandSpec().options()) {
        lines.add(
            "complete -c runbook -n '__fish_seen_subcommand_from "
                + name
                + "' -l "
                + option.longestName().substring(2)
                + (option.arity().max() > 0 ? " -r" : "")
                + " -d "
                + quoted(String.join(" ", option.description())));
      }
    });
    return String.join("\n", lines);
  }

  private static String quoted(String text) {
    return "'" + text.replace("%%", "%").replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
