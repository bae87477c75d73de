package dev.runbook.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command line that a shell ran in the repository, as a user would. */
record Launched(int exit, String output) {

  static final Path ROOT = Path.of(System.getProperty("runbook.root", "../.."));

  static Launched shell(Map<String, String> environment, String command)
      throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder(List.of("bash", "-o", "pipefail", "-c", command))
            .directory(ROOT.toFile())
            .redirectErrorStream(true);
    shell.environment().putAll(environment);
    Process process = shell.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end");
    }
    return new Launched(process.exitValue(), output);
  }
}
