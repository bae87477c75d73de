package dev.runbook.cli;

/** A command and what came of it, for the tests of other packages. */
public record Commanded(int exit, String out, String err) {
  public static Commanded of(String... args) {
    Ran ran = Ran.command(args);
    return new Commanded(ran.exit(), ran.out(), ran.err());
  }
}
