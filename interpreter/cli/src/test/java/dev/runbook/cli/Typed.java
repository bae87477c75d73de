package dev.runbook.cli;

/** One of the repository's own runbooks, run by its command. */
public final class Typed {

  private Typed() {}

  /** Whether nothing was begun. */
  public static boolean isRefused(String book, String... parameters) {
    return ran(book, parameters).isRefusal();
  }

  /** The exit code of a rehearsal in which nobody is asked. */
  public static int exit(String book, String... parameters) {
    return ran(book, parameters).exit();
  }

  /** What is printed as its result. */
  public static String said(String book, String... parameters) {
    return ran(book, parameters).out();
  }

  /** The exit code of another command about a file in the folder of runbooks. */
  public static int exitOf(String command, String file) {
    String path = Ran.repository("runbooks/" + file);
    return command.equals("fmt")
        ? Ran.command("fmt", "--check", path).exit()
        : Ran.command(command, path).exit();
  }

  /** Everything that a command prints about a folder of the repository. */
  public static String all(String command, String folder) {
    return Ran.command(command, Ran.repository(folder)).all();
  }

  private static Ran ran(String book, String... parameters) {
    String[] command = new String[parameters.length + 3];
    command[0] = "run";
    command[1] = Ran.repository("runbooks/" + book + ".rb4");
    command[2] = "--yes";
    System.arraycopy(parameters, 0, command, 3, parameters.length);
    return Ran.command(command);
  }
}
