package dev.runbook.stdlib.git;

import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.sandbox.Facts;
import dev.runbook.stdlib.sandbox.SandboxRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Real repositories with the history of the world's file: a clone to work in, and the origin that
 * it pushes to; and a key to sign with that is worth nothing.
 */
final class GitStandIn implements StandIn {

  /** Releases come every two weeks. */
  private static final Duration BETWEEN_VERSIONS = Duration.ofDays(14);

  private static final String ORIGIN = "origin.git";
  private static final String CLONE = "clone";

  private final World world;
  private final Instant begun;
  private final List<Facts> history;
  private final GitFaults faults;
  private @Nullable SandboxRepository clone;

  GitStandIn(World world) {
    this.world = world;
    this.begun = world.now();
    faults = new GitFaults(world);
    history =
        Facts.of("git", world.facts(), "history")
            .maps("history", "version", "commit", "files", "deletes", "moves");
    history.forEach(GitStandIn::message);
    if (!history.isEmpty()) {
      // Other stand-ins show the same repository, also where nobody asks git.
      world.offer(SandboxRepository.ORIGIN, () -> origin(repository()).toString());
    }
  }

  @Override
  public Reply handle(Request request) {
    return Reply.text(404, "Git is not reached by HTTP here.");
  }

  @Override
  public Optional<String> setting(String name) {
    return switch (name) {
      case "history" -> unchanged().map(Path::toString);
      case "repository" -> Optional.of(faults.ofClone(repository()).path().toString());
      case "remote" -> Optional.of(faults.ofPush(repository(), "origin"));
      case "gnupg-home" -> Optional.of(faults.ofKeys(repository(), keys()).toString());
      case "signing-key" -> Optional.of(SandboxKeys.OWNER);
      default -> Optional.empty();
    };
  }

  @Override
  public Map<String, String> faults() {
    return GitFaults.all();
  }

  private Path keys() {
    return world.common("keys", SandboxKeys::make);
  }

  /** Where reading finds what the file says, as long as nobody has changed it in this world. */
  private Optional<Path> unchanged() {
    boolean changed = clone != null || history.isEmpty() || faults.changeTheClone();
    return changed ? Optional.empty() : Optional.of(template().resolve(CLONE));
  }

  private Path template() {
    return world.common(stream(), this::make);
  }

  private void make(Path folder) {
    SandboxRepository origin = SandboxRepository.bare(folder.resolve(ORIGIN));
    origin.feed(stream(), "fast-import", "--quiet");
    SandboxRepository first = origin.cloned(folder.resolve(CLONE));
    first.git("config", "user.name", "Sandbox");
    first.git("config", "user.email", "sandbox@runbook.invalid");
  }

  /** Those of this world, made when something may change in them. */
  private SandboxRepository repository() {
    if (clone == null) {
      clone = SandboxRepository.copied(template(), world.scratch(), CLONE);
      world.put(SandboxRepository.ORIGIN, origin(clone).toString());
    }
    return clone;
  }

  private static Path origin(SandboxRepository clone) {
    return clone.path().resolveSibling(ORIGIN);
  }

  /**
   * One stream for the whole history, in git's fast-import format: a commit per entry, each on top
   * of the last.
   */
  private String stream() {
    StringBuilder stream = new StringBuilder();
    for (int at = 0; at < history.size(); at++) {
      Facts version = history.get(at);
      long seconds =
          begun.minus(BETWEEN_VERSIONS.multipliedBy(history.size() - at)).getEpochSecond();
      stream
          .append("commit refs/heads/main\n")
          .append("committer Sandbox <sandbox@runbook.invalid> " + seconds + " +0000\n")
          .append(data(message(version)));
      version.texts("deletes").forEach(path -> stream.append("D " + quoted(path) + "\n"));
      Facts moves = version.map("moves");
      for (String from : moves.keys()) {
        stream.append("R " + quoted(from) + " " + quoted(moves.text(from)) + "\n");
      }
      Facts files = version.map("files");
      for (String path : files.keys()) {
        stream.append("M 100644 inline " + quoted(path) + "\n").append(data(files.text(path)));
      }
      stream.append("\n");
      version
          .optionalText("version")
          .ifPresent(tag -> stream.append("reset refs/tags/" + tag + "\nfrom refs/heads/main\n\n"));
    }
    return stream.toString();
  }

  /** A version has a tag; another commit is known by its message. */
  private static String message(Facts entry) {
    return entry.has("commit") ? entry.text("commit") : "Release " + entry.text("version");
  }

  private static String data(String text) {
    return "data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n";
  }

  private static String quoted(String path) {
    return "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
