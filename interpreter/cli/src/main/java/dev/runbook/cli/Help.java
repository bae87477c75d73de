package dev.runbook.cli;

import dev.runbook.diagnostic.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What the program can do. */
final class Help {

  private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put(
        "run",
        "run FILE [its parameters]     run a runbook; in the sandbox, unless a profile is named");
    COMMANDS.put(
        "repl",
        "repl [FILE]                   go through a runbook by hand, or through an incident");
    COMMANDS.put(
        "check",
        "check FILE|DIR...             find everything that is wrong, without running anything");
    COMMANDS.put("docs", "docs FILE|DIR -o OUT          print runbooks as pages: md, rst, html");
    COMMANDS.put(
        "diff", "diff FILE                     tell what is different since the last good run");
    COMMANDS.put("test", "test [FILE|DIR...]            run the tests that stand in runbooks");
    COMMANDS.put(
        "explore",
        "explore FILE [its parameters] rehearse it in every world in which one thing goes wrong");
    COMMANDS.put(
        "verify", "verify [FILE] --profile NAME  find what would fail tonight, by reading only");
    COMMANDS.put(
        "sandbox", "sandbox [--port-file FILE]    serve the stand-ins in a process of their own");
    COMMANDS.put("config", "config [FILE]                 say which runbook.yaml counts, and why");
    COMMANDS.put(
        "resume", "resume [RUN]                  go on with a run that was left or cut off");
    COMMANDS.put(
        "eject", "eject [RUN] -o FILE           show what remains of a run as a checklist");
    COMMANDS.put("rollback", "rollback [RUN]                take back what a run did");
    COMMANDS.put(
        "runs", "runs                          list the runs that are kept, the newest first");
    COMMANDS.put(
        "show",
        "show [RUN]                    tell what happened in a run, to people or as Markdown");
    COMMANDS.put("attach", "attach [RUN]                  look at a run of another process");
    COMMANDS.put(
        "audit", "audit [RUN]                   say whether a run's record is as it was written");
    COMMANDS.put(
        "export", "export [RUN] -o FILE          put a run into a file, to go on elsewhere");
    COMMANDS.put("import", "import FILE                   take a run from such a file");
    COMMANDS.put("fmt", "fmt [--check] FILE|DIR...     put files into their one form");
    COMMANDS.put(
        "completion", "completion SHELL              print a script for bash, zsh or fish");
    COMMANDS.put("help", "help [COMMAND]                this, or what a command takes");
  }

  private Help() {}

  static String all() {
    StringBuilder text =
        new StringBuilder("Runbooks as code: checked, rehearsed, run.\n\nrunbook COMMAND\n\n");
    COMMANDS.values().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.append("  --version                     the version\n\n")
        .append("runbook run FILE --help shows a runbook's own parameters.\n")
        .append(
            "Exit codes: 0 done, 1 failed, 2 usage or check, 3 rejected, 4 aborted, 5 timed out,\n")
        .append("6 left to be resumed, 70 a mistake of the program.")
        .toString();
  }

  static String of(String command) {
    return command.equals("help") ? all() : of(line(command));
  }

  /** Without colours: on a terminal their signs would be shown as what they are. */
  static String of(CommandLine line) {
    return line.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
  }

  /** Each command as the command line's library reads it. */
  static Map<String, CommandLine> lines() {
    Map<String, CommandLine> lines = new LinkedHashMap<>();
    COMMANDS.keySet().stream()
        .filter(name -> !name.equals("help"))
        .forEach(name -> lines.put(name, line(name)));
    return lines;
  }

  private static CommandLine line(String command) {
    return switch (command) {
      case "run" -> CommandLines.run(null, List.of(), false);
      case "repl" -> CommandLines.repl();
      case "check" -> CommandLines.check();
      case "test" -> CommandLines.test();
      case "explore" -> CommandLines.explore(null);
      case "verify" -> CommandLines.verify(null);
      case "docs" -> CommandLines.docs();
      case "sandbox" -> CommandLines.sandbox();
      case "config" -> CommandLines.config();
      case "fmt" -> CommandLines.format();
      case "completion" -> CommandLines.completion();
      case "runs",
          "show",
          "attach",
          "audit",
          "export",
          "import",
          "resume",
          "rollback",
          "eject",
          "diff" ->
          StateCommandLines.of(command);
      default -> throw new UsageException(unknown(command));
    };
  }

  static String unknown(String command) {
    String near =
        Suggestions.nearest(command, COMMANDS.keySet())
            .map(name -> " Did you mean `" + name + "`?")
            .orElse("");
    return "There is no command `" + command + "`." + near + " See `runbook help`.";
  }
}
