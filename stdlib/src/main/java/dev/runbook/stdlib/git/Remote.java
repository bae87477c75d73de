package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.process.Subprocess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The repository that everybody pushes to. One ref is pushed at a time, and never all tags. */
final class Remote {

  private final GitCommand git;
  private final String name;

  Remote(GitCommand git, String name) {
    this.git = git;
    this.name = name;
  }

  Optional<GitTag> find(String tag) throws ServiceFailure, InterruptedException {
    String ref = GitNames.tag(tag);
    Map<String, String> ids = new HashMap<>();
    listed("read the tag " + tag + " at " + name, "--tags", "--", name, ref, ref + "^{}")
        .lines()
        .map(line -> line.split("\t", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> ids.put(parts[1], parts[0]));
    String object = ids.get(ref);
    return object == null
        ? Optional.empty()
        : Optional.of(new GitTag(tag, ids.getOrDefault(ref + "^{}", object), object));
  }

  /** That it is there and lets us read. */
  void requireAnswer() throws ServiceFailure, InterruptedException {
    listed("read what is at " + name, "--", name, "HEAD");
  }

  private String listed(String purpose, String... what)
      throws ServiceFailure, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ls-remote"));
    command.addAll(List.of(what));
    Subprocess.Result result = git.look(purpose, command.toArray(String[]::new));
    if (result.exit() != 0) {
      throw PushVerdict.unreached(purpose, result)
          .orElseGet(() ->
              ServiceFailure.unavailable(
                  "Git was asked to %s and got no answer (%s): try again in a while."
                      .formatted(purpose, result.lastError()),
                  null));
    }
    return result.output();
  }

  Optional<GitTag> pushed(GitTag tag) throws ServiceFailure, InterruptedException {
    return find(tag.name()).filter(found -> found.object().equals(tag.object()));
  }

  void push(GitTag tag) throws ServiceFailure, InterruptedException {
    push("push the tag " + tag.name(), tag.name(), GitNames.object(tag.object()), "");
  }

  void move(GitTag from, GitTag to) throws ServiceFailure, InterruptedException {
    push(
        "move the tag " + to.name(),
        to.name(),
        GitNames.object(to.object()),
        GitNames.object(from.object()));
  }

  void delete(GitTag tag) throws ServiceFailure, InterruptedException {
    if (find(tag.name()).isPresent()) {
      push("delete the tag " + tag.name(), tag.name(), "", GitNames.object(tag.object()));
    }
  }

  /**
   * @param object what the ref shall name; empty: it shall be gone
   * @param expected what it must name now; empty: it must not be there
   */
  private void push(String purpose, String tag, String object, String expected)
      throws ServiceFailure, InterruptedException {
    String ref = GitNames.tag(tag);
    String where = purpose + " at " + name;
    Subprocess.Result result =
        git.run(
            where,
            "push",
            "--porcelain",
            "--no-follow-tags",
            "--force-with-lease=" + ref + ":" + expected,
            "--",
            name,
            object + ":" + ref);
    PushVerdict.require(where, ref, result);
  }
}
