package dev.runbook.cli;

import dev.runbook.door.RealTimeline;
import dev.runbook.stdlib.sandbox.Fault;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.SandboxClock;
import dev.runbook.stdlib.sandbox.WorldFile;
import dev.runbook.stdlib.sandbox.YamlException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** {@code runbook sandbox}: the stand-ins in a process of their own, for any number of runs. */
final class SandboxCommand {

  private SandboxCommand() {}

  /**
   * Serves until the process is ended.
   *
   * @param stepped whether its time stands still and goes on as a run waits
   * @param portFile is written once it listens, and holds the port
   */
  static int run(
      @Nullable String world,
      List<String> faults,
      boolean stepped,
      @Nullable String portFile,
      Workspace workspace,
      Console console) {
    try (Scratch scratch = Scratch.open(console)) {
      WorldFile file =
          world == null
              ? WorldFile.parse("(an empty world)", SandboxRun.EMPTY_WORLD)
              : WorldFile.read(Workspace.path(world));
      List<Fault> asked = faults.stream().map(Fault::parse).toList();
      try (Sandbox sandbox =
          new Sandbox(
              file,
              new SandboxClock(new RealTimeline(), file.now(), stepped),
              scratch.folder(),
              new ArrayList<>(workspace.providers().values()),
              asked)) {
        announce(sandbox.authority(), portFile);
        console.result("http://" + sandbox.authority());
        console.out().flush();
        console.tell(
            Layout.wrapped(
                "",
                "",
                "A profile with `sandbox: http://"
                    + sandbox.authority()
                    + "` leads here. The world is at /sandbox/world and its time at /sandbox/now,"
                    + " to GET and to PUT; faults are added by POST to /sandbox/faults. Ctrl-C"
                    + " ends it."));
        new CountDownLatch(1).await();
      }
    } catch (YamlException | IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw new UsageException("The sandbox cannot be opened: " + e.getMessage() + ".");
    } catch (InterruptedException ended) {
      return ExitCode.DONE;
    }
    return ExitCode.DONE;
  }

  /** Whoever waits for the file finds it whole. */
  private static void announce(String authority, @Nullable String portFile) throws IOException {
    if (portFile != null) {
      Path file = Workspace.path(portFile).toAbsolutePath();
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, authority.substring(authority.lastIndexOf(':') + 1) + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
