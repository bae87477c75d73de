package dev.runbook.cli;

import dev.runbook.check.Sources;
import dev.runbook.source.Source;
import dev.runbook.stdlib.process.Subprocess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The texts of a runbook as they were in a revision of its git repository. */
record GitTexts(String revision, Workspace workspace) implements Sources {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What git says around its reason. */
  private static final Pattern GIT = Pattern.compile("^fatal: |\\.$");

  Source main(String file) {
    Subprocess.Result shown = show(file);
    if (shown.exit() != 0) {
      String why = GIT.matcher(shown.lastError()).replaceAll("");
      throw new UsageException(
          "`" + file + "` cannot be read as it was in `" + revision + "`: " + why + ".");
    }
    return new Source(file, shown.output());
  }

  @Override
  public @Nullable Found imported(String path, Source from) {
    String name = Path.of(from.name()).resolveSibling(path).normalize().toString();
    Subprocess.Result shown = show(name);
    return shown.exit() == 0 ? new Found(new Source(name, shown.output()), List.of()) : null;
  }

  private Subprocess.Result show(String file) {
    Path path = Path.of(file).toAbsolutePath().normalize();
    Path folder = Objects.requireNonNull(path.getParent(), "a file is in a folder");
    String name = "./" + path.getFileName();
    if (revision.startsWith("-")) {
      throw new UsageException("`" + revision + "` is no revision.");
    }
    try {
      return Subprocess.run(
          List.of("git", "-C", folder.toString(), "show", revision + ":" + name),
          Map.of("LC_ALL", "C", "GIT_TERMINAL_PROMPT", "0"),
          Set.of(),
          "",
          LIMIT);
    } catch (IOException e) {
      throw new UsageException("git cannot be started: " + e.getMessage() + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("git was interrupted.");
    }
  }

  @Override
  public @Nullable Source service(String name) {
    return workspace.service(name);
  }

  @Override
  public Collection<String> services() {
    return workspace.services();
  }

  @Override
  public boolean past() {
    return true;
  }
}
