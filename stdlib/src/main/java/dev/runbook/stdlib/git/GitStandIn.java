package dev.runbook.stdlib.git;

import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.process.Subprocess;
import dev.runbook.stdlib.sandbox.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A real repository with the history of the world's file, made when the client first asks where it
 * is.
 */
final class GitStandIn implements StandIn {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Releases come every two weeks. */
  private static final Duration BETWEEN_VERSIONS = Duration.ofDays(14);

  /** What a person has configured must change nothing in a rehearsal. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "/dev/null", "LC_ALL", "C");

  private final World world;
  private final List<Facts> history;
  private @Nullable Path repository;

  GitStandIn(World world) {
    this.world = world;
    history =
        Facts.of("git", world.facts(), "history")
            .maps("history", "version", "files", "deletes", "moves");
    history.forEach(version -> version.text("version"));
  }

  @Override
  public Reply handle(Request request) {
    return Reply.text(404, "Git is not reached by HTTP here.");
  }

  @Override
  public Map<String, String> settings() {
    if (repository == null) {
      repository = make(world.scratch().resolve("repository.git"));
    }
    return Map.of("repository", repository.toString());
  }

  private Path make(Path path) {
    git(List.of("git", "init", "--quiet", "--bare", "--template=", path.toString()), "");
    git(List.of("git", "-C", path.toString(), "fast-import", "--quiet"), stream());
    return path;
  }

  /**
   * One stream for the whole history, in git's fast-import format: a commit per version, each on
   * top of the last.
   */
  private String stream() {
    StringBuilder stream = new StringBuilder();
    for (int at = 0; at < history.size(); at++) {
      Facts version = history.get(at);
      long seconds =
          world.now().minus(BETWEEN_VERSIONS.multipliedBy(history.size() - at)).getEpochSecond();
      String message = "Release " + version.text("version");
      stream
          .append("commit refs/heads/main\n")
          .append("committer Sandbox <sandbox@runbook.invalid> " + seconds + " +0000\n")
          .append(data(message));
      version.texts("deletes").forEach(path -> stream.append("D " + quoted(path) + "\n"));
      Facts moves = version.map("moves");
      for (String from : moves.keys()) {
        stream.append("R " + quoted(from) + " " + quoted(moves.text(from)) + "\n");
      }
      Facts files = version.map("files");
      for (String path : files.keys()) {
        stream.append("M 100644 inline " + quoted(path) + "\n").append(data(files.text(path)));
      }
      stream
          .append("\nreset refs/tags/" + version.text("version") + "\n")
          .append("from refs/heads/main\n\n");
    }
    return stream.toString();
  }

  private static String data(String text) {
    return "data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n";
  }

  private static String quoted(String path) {
    return "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private static void git(List<String> command, String input) {
    try {
      Subprocess.Result result =
          Subprocess.run(command, ENVIRONMENT, Set.of("GIT_DIR"), input, LIMIT);
      if (result.exit() != 0) {
        StringJoiner line = new StringJoiner(" ");
        command.forEach(line::add);
        throw new IllegalStateException(line + ": " + result.lastError());
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", stopped);
    }
  }
}
