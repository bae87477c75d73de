package dev.runbook.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The commands around the runs that are kept, as picocli reads them. */
final class StateCommandLines {

  private StateCommandLines() {}

  static CommandLine of(String command) {
    CommandSpec spec =
        switch (command) {
          case "runs" -> runs();
          case "show" -> show();
          case "attach" -> attach();
          case "audit" -> audit();
          case "export" -> export();
          case "import" -> imported();
          case "resume" -> resume();
          case "rollback" -> rollback();
          case "eject" -> eject();
          case "diff" -> diff();
          default -> throw new IllegalArgumentException(command);
        };
    state(spec);
    return CommandLines.of(spec);
  }

  private static CommandSpec runs() {
    CommandSpec spec =
        CommandLines.command("runs", "Lists the runs that are kept, the newest first.");
    CommandLines.value(spec, "--format", "FORMAT", "text, or json");
    CommandLines.value(
        spec,
        "--prune",
        "AGE",
        "remove those that ended longer ago, such as 90d, and say which; none that can go on");
    return spec;
  }

  private static CommandSpec show() {
    CommandSpec spec = CommandLines.command("show", "Tells what happened in a run.");
    run(spec);
    CommandLines.value(
        spec, "--format", "FORMAT", "text, json, or md: a timeline for a post-mortem");
    CommandLines.value(spec, "--zone", "ZONE", "of the times, such as Europe/Berlin; else UTC");
    return spec;
  }

  private static CommandSpec attach() {
    CommandSpec spec =
        CommandLines.command(
            "attach",
            "Looks at a run of another process as it goes on. It only reads: to go on with it"
                + " yourself, runbook resume RUN --take-over.");
    run(spec);
    CommandLines.log(spec);
    CommandLines.plugins(spec);
    return spec;
  }

  private static CommandSpec audit() {
    CommandSpec spec =
        CommandLines.command(
            "audit",
            "Says whether a run's record is as it was written: every entry is there, and none was"
                + " changed.");
    run(spec);
    return spec;
  }

  private static CommandSpec export() {
    CommandSpec spec =
        CommandLines.command(
            "export",
            "Puts a run into a file, and with it the right to go on: it can go on where the file is"
                + " imported, and no more here.");
    run(spec);
    spec.addOption(
        OptionSpec.builder("-o", "--output")
            .type(String.class)
            .required(true)
            .paramLabel("FILE")
            .description("the file, which is not there yet")
            .build());
    CommandLines.value(spec, "--as", "NAME", "who you are; else the name of your account");
    takeOver(spec);
    return spec;
  }

  private static CommandSpec resume() {
    CommandSpec spec =
        CommandLines.command(
            "resume", "Goes on with a run that was left or cut off, exactly where it was.");
    run(spec);
    CommandLines.value(spec, "--file", "FILE", "where the runbook is now; else where it was");
    CommandLines.flag(
        spec, "--recorded-text", "go on with the text that the run began with, not today's");
    CommandLines.value(
        spec,
        "--ticked",
        "FILE",
        "a page of runbook eject, on which people ticked what they did by hand");
    goesOn(spec);
    return spec;
  }

  private static CommandSpec diff() {
    CommandSpec spec =
        CommandLines.command(
            "diff",
            "Tells in words what is different in a runbook since its last good run: steps, limits,"
                + " who confirms, parameters.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .type(String.class)
            .required(true)
            .paramLabel("FILE")
            .description("the runbook")
            .build());
    CommandLines.value(spec, "--from", "RUN", "another run to compare it to");
    CommandLines.value(spec, "--rev", "REVISION", "a revision of git to compare it to, as HEAD~1");
    CommandLines.value(spec, "--runbook", "NAME", "which one, where the file has several");
    CommandLines.plugins(spec);
    return spec;
  }

  private static CommandSpec eject() {
    CommandSpec spec =
        CommandLines.command(
            "eject",
            "Shows what remains of a run as a checklist, to be done by hand. It only reads; what is"
                + " ticked is told to the run by runbook resume --ticked.");
    run(spec);
    CommandLines.value(
        spec, "--format", "FORMAT", "md, which can be told to the run, or rst, html or text");
    spec.addOption(
        OptionSpec.builder("-o", "--output")
            .type(String.class)
            .paramLabel("FILE")
            .description("where it is written; else it is printed")
            .build());
    CommandLines.plugins(spec);
    return spec;
  }

  private static CommandSpec rollback() {
    CommandSpec spec =
        CommandLines.command(
            "rollback",
            "Takes back what a run did, the newest first. One that has not ended is ended first.");
    run(spec);
    goesOn(spec);
    return spec;
  }

  private static void goesOn(CommandSpec spec) {
    CommandLines.yes(spec);
    CommandLines.value(spec, "--profile", "NAME", "the services; else the profile of the run");
    CommandLines.value(spec, "--as", "NAME", "who you are; else the name of your account");
    CommandLines.log(spec);
    CommandLines.step(spec);
    takeOver(spec);
    CommandLines.plugins(spec);
  }

  private static CommandSpec imported() {
    CommandSpec spec = CommandLines.command("import", "Takes a run from a file that was exported.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .type(String.class)
            .required(true)
            .paramLabel("FILE")
            .description("the file")
            .build());
    return spec;
  }

  static void run(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("RUN")
            .description(
                "a run, or how its name begins or ends; else the newest that has not ended")
            .build());
  }

  static void takeOver(CommandSpec spec) {
    CommandLines.flag(
        spec, "--take-over", "also where a process has it, which is ended where that can be");
  }

  static void state(CommandSpec spec) {
    CommandLines.value(
        spec, "--state", "DIR", "where runs are kept; else the folder runbook in $XDG_STATE_HOME");
  }
}
