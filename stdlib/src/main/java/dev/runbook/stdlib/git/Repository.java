package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.process.Subprocess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A clone on this machine. Git never asks for anything here, and its words are the same in every
 * language.
 */
final class Repository {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("GIT_TERMINAL_PROMPT", "0", "GIT_OPTIONAL_LOCKS", "0", "LC_ALL", "C");

  /** Set by hooks and by people who work on another repository; they would win over {@code -C}. */
  private static final Set<String> UNSET =
      Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY");

  /** How many added and deleted files are compared in search of renames. */
  private static final int RENAMES = 5000;

  private final Path path;
  private final Duration limit;

  Repository(Path path, Duration limit) {
    this.path = path;
    this.limit = limit;
  }

  /**
   * @throws ServiceFailure (refused) where one of the tags is not there
   */
  void requireTags(List<String> tags) throws ServiceFailure, InterruptedException {
    StringBuilder names = new StringBuilder();
    tags.forEach(tag -> names.append(tree(tag)).append('\n'));
    String[] found = git(names.toString(), "cat-file", "--batch-check").split("\n", -1);
    for (int tag = 0; tag < tags.size(); tag++) {
      if (found[tag].endsWith(" missing")) {
        throw ServiceFailure.refused(
            "The repository %s has no tag %s: run `git fetch --tags` there, or correct the version."
                .formatted(path, tags.get(tag)));
      }
    }
  }

  /**
   * What differs between the trees of two tags: not since their merge base, for a hotfix is on a
   * branch of its own.
   */
  List<TreeChange> changes(String from, String to) throws ServiceFailure, InterruptedException {
    String raw =
        git(
            "",
            "diff-tree",
            "-r",
            "-z",
            "--raw",
            "--no-abbrev",
            "--find-renames",
            "-l" + RENAMES,
            tree(from),
            tree(to),
            "--");
    String[] fields = raw.split("\0", -1);
    List<TreeChange> changes = new ArrayList<>();
    int at = 0;
    while (at + 1 < fields.length) {
      String[] head = fields[at].split(" ", -1);
      char kind = head[4].charAt(0);
      String oldPath = fields[at + 1];
      boolean renamed = kind == 'R';
      String newPath = renamed ? fields[at + 2] : oldPath;
      changes.add(new TreeChange(kind, head[2], head[3], oldPath, newPath));
      at += renamed ? 3 : 2;
    }
    return changes;
  }

  /** The text of a file by the id of its content. */
  String content(String id) throws ServiceFailure, InterruptedException {
    return git("", "cat-file", "blob", id);
  }

  private static String tree(String tag) {
    return "refs/tags/" + tag + "^{tree}";
  }

  private String git(String input, String... arguments)
      throws ServiceFailure, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", path.toString()));
    command.addAll(List.of(arguments));
    Subprocess.Result result;
    try {
      result = Subprocess.run(command, ENVIRONMENT, UNSET, input, limit);
    } catch (Subprocess.NotStarted missing) {
      throw ServiceFailure.unavailable(
          "Git could not be started: install the `git` command line.", missing);
    } catch (IOException broken) {
      throw ServiceFailure.unreadable("Git's output could not be read: try again.", broken);
    }
    if (!result.complete()) {
      throw ServiceFailure.unavailable(
          "Git took too long or printed too much in %s: look at the repository.".formatted(path),
          null);
    }
    if (result.exit() != 0) {
      throw ServiceFailure.refused(
          "Git refused to read %s (%s): is it the folder of a clone?"
              .formatted(path, result.lastError()));
    }
    return result.output();
  }
}
