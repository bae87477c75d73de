package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import java.util.ArrayList;
import java.util.List;

/** The trees of a clone on this machine. */
final class Repository {

  /** How many added and deleted files are compared in search of renames. */
  private static final int RENAMES = 5000;

  private final GitCommand git;

  Repository(GitCommand git) {
    this.git = git;
  }

  /**
   * @throws ServiceFailure (refused) where one of the tags is not there
   */
  void requireTags(List<String> tags) throws ServiceFailure, InterruptedException {
    StringBuilder names = new StringBuilder();
    tags.forEach(tag -> names.append(tree(tag)).append('\n'));
    String[] found = git.feed(names.toString(), "cat-file", "--batch-check").split("\n", -1);
    for (int tag = 0; tag < tags.size(); tag++) {
      if (found[tag].endsWith(" missing")) {
        git.requireHistory();
        throw ServiceFailure.refused(
            "The repository %s has no tag %s: run `git fetch --tags` there, or correct the version."
                .formatted(git.folder(), tags.get(tag)));
      }
    }
  }

  /**
   * What differs between the trees of two tags: not since their merge base, for a hotfix is on a
   * branch of its own.
   */
  List<TreeChange> changes(String from, String to) throws ServiceFailure, InterruptedException {
    String raw =
        git.read(
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
    return git.read("cat-file", "blob", id);
  }

  private static String tree(String tag) {
    return "refs/tags/" + tag + "^{tree}";
  }
}
