package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.process.Subprocess;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What differs between two states, and between the clone and the remote. */
final class CloneHistory {

  private final GitCommand git;

  CloneHistory(GitCommand git) {
    this.git = git;
  }

  Map<String, Object> difference(String from, String to)
      throws ServiceFailure, InterruptedException {
    git.requireHistory();
    String before = GitNames.revision(from);
    String after = GitNames.revision(to);
    String commits =
        git.read(
            "log",
            "-z",
            "--reverse",
            "--format=%H%x01%an%x01%s",
            "--end-of-options",
            before + ".." + after,
            "--");
    String files =
        git.read(
            "diff", "-z", "--name-only", "--no-renames", "--end-of-options", before, after, "--");
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("commits", parts(commits).map(CloneHistory::commit).toList());
    record.put("files", parts(files).toList());
    return record;
  }

  private static Map<String, Object> commit(String line) {
    String[] fields = line.strip().split("\u0001", 3);
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", fields[0]);
    record.put("title", fields[2]);
    record.put("author", fields[1]);
    return record;
  }

  private static Stream<String> parts(String output) {
    return List.of(output.split("\0", -1)).stream().filter(part -> !part.isBlank());
  }

  Map<String, Object> standing(String remote, String branch)
      throws ServiceFailure, InterruptedException {
    git.requireHistory();
    String purpose = "fetch " + branch + " from " + remote;
    Subprocess.Result fetched =
        git.look(purpose, "fetch", "--quiet", "--no-tags", "--", remote, GitNames.branch(branch));
    if (fetched.exit() != 0) {
      throw PushVerdict.unreached(purpose, fetched)
          .orElseGet(() ->
              ServiceFailure.refused(
                  "Git did not %s (%s): put that right, then try again."
                      .formatted(purpose, fetched.lastError())));
    }
    String[] counts =
        git.read("rev-list", "--left-right", "--count", "HEAD...FETCH_HEAD", "--")
            .strip()
            .split("\t", -1);
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("clean", git.read("status", "--porcelain").isEmpty());
    record.put("ahead", new BigDecimal(counts[0]));
    record.put("behind", new BigDecimal(counts[1]));
    record.put("commit", git.read("rev-parse", "HEAD").strip());
    return record;
  }
}
