package dev.runbook.stdlib.github;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHCommit;
import org.kohsuke.github.GHCompare;
import org.kohsuke.github.GHContent;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.GHRepository;

/** What stands in a repository, and what differs between two of its states. */
final class Files {

  /** GitHub names no more in a comparison, on whatever page. */
  private static final int MOST_FILES = 300;

  private final Library library;

  Files(Library library) {
    this.library = library;
  }

  Map<String, Object> compare(String repository, String from, String to, CallContext call)
      throws ServiceFailure, InterruptedException {
    String range = Names.ref(from) + "..." + Names.ref(to);
    return library.with(
        repository,
        call,
        "compare " + range,
        (found, said) -> {
          GHCompare compared = found.getCompare(from, to);
          List<String> files = new ArrayList<>();
          for (GHCommit.File file : compared.getFiles()) {
            files.add(file.getFileName());
          }
          List<Map<String, Object>> commits = new ArrayList<>();
          for (GHCompare.Commit commit : compared.listCommits().withPageSize(100)) {
            commits.add(commit(commit));
          }
          Map<String, Object> record = new LinkedHashMap<>();
          record.put("ahead", BigDecimal.valueOf(compared.getAheadBy()));
          record.put("behind", BigDecimal.valueOf(compared.getBehindBy()));
          record.put("commits", commits);
          record.put("files", files);
          record.put("complete", files.size() < MOST_FILES);
          record.put("url", URI.create(compared.getHtmlUrl().toString()));
          return record;
        });
  }

  private static Map<String, Object> commit(GHCompare.Commit commit) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("id", commit.getSHA1());
    record.put("title", commit.getCommit().getMessage().lines().findFirst().orElse(""));
    record.put("author", String.valueOf(commit.getCommit().getAuthor().getName()));
    return record;
  }

  @Nullable Map<String, Object> find(String repository, String path, String at, CallContext call)
      throws ServiceFailure, InterruptedException {
    return library
        .with(
            repository,
            call,
            "read " + path + " at " + at,
            (found, said) -> read(found, repository, path, at, said))
        .orElse(null);
  }

  @Nullable Map<String, Object> with(String repository, Arguments wanted, CallContext call)
      throws ServiceFailure, InterruptedException {
    String path = wanted.text("path");
    String at = wanted.text("at");
    return library
        .with(
            repository,
            call,
            "look into " + path + " at " + at,
            (found, said) ->
                Staleness.seen(
                    said,
                    () ->
                        read(found, repository, path, at, said)
                            .filter(file -> content(file).contains(wanted.text("words")))))
        .orElse(null);
  }

  Map<String, Object> replace(String repository, Arguments wanted, CallContext call)
      throws ServiceFailure, InterruptedException {
    String path = wanted.text("path");
    String branch = wanted.text("branch");
    String old = wanted.text("old");
    return library.with(
        repository,
        call,
        "read " + path + " at " + branch,
        (found, said) -> {
          Map<String, Object> before =
              read(found, repository, path, branch, said)
                  .orElseThrow(() ->
                      ServiceFailure.refused(
                          "There is no file %s on %s: correct its path.".formatted(path, branch)));
          String content = content(before);
          int place = content.indexOf(old);
          if (old.isEmpty() || place < 0 || content.indexOf(old, place + 1) >= 0) {
            throw ServiceFailure.refused(
                "What is to be replaced does not stand exactly once in %s on %s: open the file and correct the words."
                    .formatted(path, branch));
          }
          String next =
              content.substring(0, place)
                  + wanted.text("new")
                  + content.substring(place + old.length());
          said.about("commit " + path + " to " + branch);
          GHContent committed =
              found
                  .createContent()
                  .path(path)
                  .branch(branch)
                  .sha(String.valueOf(before.get("id")))
                  .message(wanted.text("message"))
                  .content(next)
                  .commit()
                  .getContent();
          return record(repository, path, branch, committed, next);
        });
  }

  private static Optional<Map<String, Object>> read(
      GHRepository found, String repository, String path, String at, Conversation said)
      throws IOException, ServiceFailure {
    GHContent content;
    try {
      content = found.getFileContent(Names.path(path), Names.ref(at));
    } catch (GHFileNotFoundException none) {
      return Optional.empty();
    }
    String encoded = said.last().json().path("content").asText();
    if (!content.isFile() || !"base64".equals(content.getEncoding())) {
      throw said.last().unusable(path + " is no file of at most 1 MiB");
    }
    String text = new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
    return Optional.of(record(repository, path, at, content, text));
  }

  private static String content(Map<String, Object> file) {
    return String.valueOf(file.get("content"));
  }

  private static Map<String, Object> record(
      String repository, String path, String at, GHContent content, String text) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("repository", repository);
    record.put("path", path);
    record.put("at", at);
    record.put("id", content.getSha());
    record.put("content", text);
    record.put("url", URI.create(content.getHtmlUrl()));
    return record;
  }
}
