package dev.runbook.stdlib.github;

import dev.runbook.spi.World;
import dev.runbook.stdlib.sandbox.SandboxRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repository behind the simulated GitHub: the one that the sandbox's git pushes to, or, in a
 * world without a history, one with a single commit.
 */
final class Origin {

  /** What a ref or a tag object leads to. */
  record Target(String id, String type) {}

  private final World world;
  private final List<String> tags;
  private @Nullable SandboxRepository repository;

  /**
   * @param tags those that releases of the world's file need
   */
  Origin(World world, List<String> tags) {
    this.world = world;
    this.tags = tags;
  }

  void makeTag(String tag, String target) {
    String ref = "refs/tags/" + tag;
    if (ref(ref).isEmpty()) {
      commit(target).ifPresent(commit -> point(ref, commit));
    }
  }

  Optional<Target> ref(String ref) {
    return git()
        .find("for-each-ref", "--format=%(objectname) %(objecttype)", ref)
        .filter(line -> !line.isEmpty())
        .map(Origin::target);
  }

  boolean has(String object) {
    return git().find("cat-file", "-e", object).isPresent();
  }

  Optional<String> commit(String revision) {
    return git()
        .find("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
  }

  /** The text of a tag's own object. */
  Optional<String> tagObject(String id) {
    return git().find("cat-file", "tag", id);
  }

  void point(String ref, String object) {
    git().git("update-ref", ref, object);
  }

  void delete(String ref) {
    git().git("update-ref", "-d", ref);
  }

  /** Commits that only the second has, oldest first: id, a blank, title. */
  List<String> commits(String from, String to) {
    return lines(git().git("log", "--reverse", "--format=%H %s", from + ".." + to));
  }

  /** Against their merge base, as GitHub compares. */
  List<String> files(String from, String to) {
    return lines(git().git("diff", "--name-only", from + "..." + to));
  }

  /** The id of a file's content. */
  Optional<String> file(String revision, String path) {
    return git()
        .find("rev-parse", "--verify", "--quiet", "--end-of-options", revision + ":" + path);
  }

  String content(String id) {
    return git().git("cat-file", "blob", id);
  }

  void write(String branch, String path, String content, String message) {
    String ref = "refs/heads/" + branch;
    String stream =
        "commit %s\ncommitter Sandbox <sandbox@runbook.invalid> %d +0000\n%sfrom %s^0\nM 100644 inline %s\n%s"
            .formatted(ref, world.now().getEpochSecond(), data(message), ref, path, data(content));
    git().feed(stream, "fast-import", "--quiet");
  }

  private static String data(String text) {
    return "data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n";
  }

  private SandboxRepository git() {
    if (repository == null) {
      repository =
          world
              .get(SandboxRepository.ORIGIN)
              .map(path -> SandboxRepository.at(Path.of(path)))
              .orElseGet(this::first);
      tags.forEach(tag -> makeTag(tag, "main"));
    }
    return repository;
  }

  private SandboxRepository first() {
    SandboxRepository made = SandboxRepository.bare(world.scratch().resolve("origin.git"));
    String stream =
        "commit refs/heads/main\ncommitter Sandbox <sandbox@runbook.invalid> %d +0000\n%sM 100644 inline README.md\n%s"
            .formatted(
                world.now().getEpochSecond(), data("The first commit"), data("A repository\n"));
    made.feed(stream, "fast-import", "--quiet");
    return made;
  }

  private static Target target(String line) {
    String[] words = line.split(" ", -1);
    return new Target(words[0], words[1]);
  }

  private static List<String> lines(String output) {
    return Arrays.stream(output.split("\n", -1)).filter(line -> !line.isEmpty()).toList();
  }
}
