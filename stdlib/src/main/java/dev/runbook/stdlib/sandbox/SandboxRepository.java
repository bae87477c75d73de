package dev.runbook.stdlib.sandbox;

import dev.runbook.stdlib.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A real git repository of the simulated world: what one stand-in shows of it and another one
 * changes is the same.
 */
public final class SandboxRepository {

  /**
   * Under which the path of the repository that everybody pushes to is known to all stand-ins of a
   * world.
   */
  public static final String ORIGIN = "git.origin";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What a person has configured must change nothing in a rehearsal. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "/dev/null", "LC_ALL", "C");

  private final Path path;

  private SandboxRepository(Path path) {
    this.path = path;
  }

  /** One that is there already. */
  public static SandboxRepository at(Path path) {
    return new SandboxRepository(path);
  }

  /** A new one without a working tree. */
  public static SandboxRepository bare(Path path) {
    run(
        List.of(
            "git",
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=main",
            "--template=",
            path.toString()),
        "",
        ENVIRONMENT);
    return new SandboxRepository(path);
  }

  /** A copy with a working tree, whose {@code origin} is this one. */
  public SandboxRepository cloned(Path copy) {
    run(
        List.of("git", "clone", "--quiet", "--template=", path.toString(), copy.toString()),
        "",
        ENVIRONMENT);
    return new SandboxRepository(copy);
  }

  /**
   * A copy of a repository with its origin beside it.
   *
   * @param from the folder in which both are
   */
  public static SandboxRepository copied(Path from, Path to, String name) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path copy = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      Path config = to.resolve(name).resolve(".git").resolve("config");
      String text = Files.readString(config);
      Files.writeString(config, text.replace(from.toString(), to.toString()));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    return new SandboxRepository(to.resolve(name));
  }

  public Path path() {
    return path;
  }

  /** What a command of git prints; what git refuses is a mistake of the sandbox. */
  public String git(String... arguments) {
    return feed("", arguments);
  }

  /** The same for a command that reads something. */
  public String feed(String input, String... arguments) {
    return run(command(arguments), input, ENVIRONMENT).output();
  }

  /** The words that a command of git prints, or nothing where git refuses. */
  public Optional<String> find(String... arguments) {
    Subprocess.Result result = start(command(arguments), "", ENVIRONMENT);
    return result.exit() == 0 ? Optional.of(result.output().stripTrailing()) : Optional.empty();
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", path.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs any program of the sandbox's own; its failure is a mistake of the sandbox. */
  public static Subprocess.Result run(
      List<String> command, String input, Map<String, String> environment) {
    Subprocess.Result result = start(command, input, environment);
    if (result.exit() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + result.lastError());
    }
    return result;
  }

  private static Subprocess.Result start(
      List<String> command, String input, Map<String, String> environment) {
    try {
      return Subprocess.run(
          command, environment, Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"), input, LIMIT);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", stopped);
    }
  }
}
