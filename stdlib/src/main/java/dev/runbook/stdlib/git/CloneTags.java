package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Version;
import dev.runbook.stdlib.process.Subprocess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tags of the clone, which nobody else sees. */
final class CloneTags {

  /** An object is never named so: a ref that has it as its old value must not be there. */
  private static final String NONE = "0000000000000000000000000000000000000000";

  private final GitCommand git;
  private final Optional<String> key;

  /**
   * @param key what to sign with; where it is empty, git's own configuration says it
   */
  CloneTags(GitCommand git, Optional<String> key) {
    this.git = git;
    this.key = key;
  }

  List<Version> versions() throws ServiceFailure, InterruptedException {
    return git.read("for-each-ref", "--format=%(refname:strip=2)", "refs/tags/")
        .lines()
        .flatMap(name -> Version.parse(name).stream())
        .sorted(Comparator.comparing((Version version) -> version).thenComparing(Version::spelling))
        .toList();
  }

  Optional<GitTag> find(String name) throws ServiceFailure, InterruptedException {
    String ref = GitNames.tag(name);
    String line =
        git.read("for-each-ref", "--count=1", "--format=%(objectname) %(*objectname)", ref).strip();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    String[] ids = line.split(" ", -1);
    return Optional.of(new GitTag(name, ids.length == 1 ? ids[0] : ids[1], ids[0]));
  }

  /** The annotated tag, if it leads to a commit. */
  Optional<GitTag> at(String name, String at) throws ServiceFailure, InterruptedException {
    Optional<GitTag> found = find(name).filter(GitTag::isAnnotated);
    if (found.isEmpty()) {
      return found;
    }
    String commit = commit(at);
    return found.filter(tag -> tag.commit().equals(commit));
  }

  GitTag create(String name, String at, String message)
      throws ServiceFailure, InterruptedException {
    GitNames.tag(name);
    List<String> command =
        new ArrayList<>(List.of("tag", "--sign", "--cleanup=whitespace", "--message=" + message));
    key.ifPresent(id -> command.add("--local-user=" + id));
    command.addAll(List.of("--", name, commit(at)));
    Subprocess.Result result = git.run("sign the tag " + name, command.toArray(String[]::new));
    if (result.exit() != 0) {
      throw refused(name, result);
    }
    return find(name)
        .orElseThrow(() -> GitCommand.doubt("sign the tag " + name, "it is not there"));
  }

  private ServiceFailure refused(String name, Subprocess.Result result) {
    String errors = result.errors();
    if (errors.contains("already exists")) {
      return ServiceFailure.refused(
          "The clone has a tag %s already: delete it with `git tag -d %s`, or take another name."
              .formatted(name, name));
    }
    if (errors.contains("failed to sign") || errors.contains("gpg")) {
      return ServiceFailure.refused(
          "The tag %s could not be signed: see that `git config user.signingkey` names a key of yours that has not expired, and that its passphrase is in the agent."
              .formatted(name));
    }
    if (GitCommand.isLocked(result)) {
      return git.locked("make the tag " + name, result);
    }
    return ServiceFailure.refused(
        "Git refused to make the tag %s (%s): put that right, then try again."
            .formatted(name, result.lastError()));
  }

  void delete(GitTag tag) throws ServiceFailure, InterruptedException {
    change(
        "delete the tag " + tag.name(),
        "update-ref",
        "-d",
        GitNames.tag(tag.name()),
        GitNames.object(tag.object()));
  }

  void restore(GitTag tag) throws ServiceFailure, InterruptedException {
    change(
        "restore the tag " + tag.name(),
        "update-ref",
        GitNames.tag(tag.name()),
        GitNames.object(tag.object()),
        NONE);
  }

  private void change(String purpose, String... command)
      throws ServiceFailure, InterruptedException {
    Subprocess.Result result = git.run(purpose, command);
    if (GitCommand.isLocked(result)) {
      throw git.locked(purpose, result);
    }
    if (result.exit() != 0) {
      throw ServiceFailure.refused(
          "Git refused to %s (%s): look how it stands in %s."
              .formatted(purpose, result.lastError(), git.folder()));
    }
  }

  private String commit(String at) throws ServiceFailure, InterruptedException {
    String revision = GitNames.revision(at);
    Subprocess.Result result =
        git.look(
            "find " + at,
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            revision + "^{commit}");
    if (result.exit() != 0) {
      throw ServiceFailure.refused(
          "The repository %s has no %s: run `git fetch --tags` there, or correct the name."
              .formatted(git.folder(), at));
    }
    return result.output().strip();
  }
}
