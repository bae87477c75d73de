package dev.runbook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One command, run in this process: how it ended, and what it wrote. */
record Ran(int exit, String out, String err) {

  static Ran command(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    int exit = Main.run(console, args);
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  String all() {
    return out + err;
  }

  /** Nothing was begun, and somebody who does not know the program could read why. */
  boolean isRefusal() {
    return exit == ExitCode.USAGE
        && out.isEmpty()
        && !err.isBlank()
        && !err.contains(SandboxRun.MARK)
        && !hasTrace();
  }

  boolean hasTrace() {
    return all().contains("\tat ") || all().contains("Exception in thread");
  }

  /** A runbook's file, as the tests write it. */
  static String file(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The repository's own runbooks and examples. */
  static String repository(String path) {
    return Path.of(System.getProperty("basedir", "."), "..", "..", path).normalize().toString();
  }
}
