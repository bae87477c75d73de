package dev.runbook.stdlib.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Uris;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHWorkflow;

/** Workflows and their runs. */
final class Workflows {

  /** How many runs of a branch or tag are looked through for those of one workflow. */
  private static final int RUNS_BACK = 100;

  private static final String BY_HAND = "&event=workflow_dispatch";

  private final Library library;

  Workflows(Library library) {
    this.library = library;
  }

  @Nullable Map<String, Object> latest(
      String repository, String workflow, String at, CallContext call)
      throws ServiceFailure, InterruptedException {
    return library
        .with(
            repository,
            call,
            "list the runs of " + workflow,
            (found, said) -> runs(repository, workflow, at, "", said).stream().findFirst())
        .orElse(null);
  }

  /**
   * The one run that was dispatched after another.
   *
   * @throws ServiceFailure (unreadable) where there are several: a person has to look which is ours
   */
  @Nullable Map<String, Object> after(
      long newest, String repository, Arguments wanted, CallContext call)
      throws ServiceFailure, InterruptedException {
    return library
        .with(
            repository,
            call,
            "look for a new run of " + wanted.text("workflow"),
            (found, said) -> seenAfter(newest, repository, wanted, said))
        .orElse(null);
  }

  Map<String, Object> dispatch(String repository, Arguments wanted, CallContext call)
      throws ServiceFailure, InterruptedException {
    String name = Names.path(wanted.text("workflow"));
    String at = Names.ref(wanted.text("at"));
    return library.with(
        repository,
        call,
        "find the workflow " + name,
        (found, said) -> {
          GHWorkflow workflow = found.getWorkflow(name);
          said.about("list the runs of " + name);
          long newest =
              runs(repository, name, at, BY_HAND, said).stream()
                  .mapToLong(run -> GithubClient.id(new Arguments(run)))
                  .max()
                  .orElse(0);
          said.about("run " + name + " for " + at);
          workflow.dispatch(at, wanted.map("inputs"));
          said.about("look for the new run of " + name);
          try {
            return seenAfter(newest, repository, wanted, said)
                .orElseThrow(() ->
                    ServiceFailure.inDoubt(
                        "GitHub took the order to run %s and shows no run of it yet: look there before trying again."
                            .formatted(name),
                        null));
          } catch (ServiceFailure failure) {
            throw ServiceFailure.inDoubt(failure.getMessage(), failure);
          }
        });
  }

  String standing(Arguments run, CallContext call) throws ServiceFailure, InterruptedException {
    String id = "actions/runs/" + GithubClient.id(run);
    return library.with(
        run.text("repository"),
        call,
        "read a run of " + run.text("workflow"),
        (found, said) -> standing(library.read(run.text("repository"), id, said)));
  }

  private static String standing(JsonNode run) {
    return switch (run.path("status").asText()) {
      case "queued", "requested", "waiting", "pending" -> "waiting";
      case "in_progress" -> "running";
      case "completed" ->
          switch (run.path("conclusion").asText()) {
            case "success" -> "succeeded";
            case "failure", "timed_out", "startup_failure" -> "failed";
            case "cancelled" -> "cancelled";
            default -> "other";
          };
      default -> "other";
    };
  }

  private Optional<Map<String, Object>> seenAfter(
      long newest, String repository, Arguments wanted, Conversation said)
      throws ServiceFailure, InterruptedException {
    String workflow = wanted.text("workflow");
    return Staleness.seen(
        said,
        () -> {
          List<Map<String, Object>> newer =
              runs(repository, workflow, wanted.text("at"), BY_HAND, said).stream()
                  .filter(run -> GithubClient.id(new Arguments(run)) > newest)
                  .toList();
          if (newer.size() > 1) {
            throw ServiceFailure.unreadable(
                "GitHub has %d new runs of %s: look which one is meant."
                    .formatted(newer.size(), workflow),
                null);
          }
          return newer.stream().findFirst();
        });
  }

  /** The runs of a workflow for a branch or tag, newest first. */
  private List<Map<String, Object>> runs(
      String repository, String workflow, String at, String event, Conversation said)
      throws ServiceFailure, InterruptedException {
    String path =
        "actions/runs?branch=%s%s&per_page=%d"
            .formatted(Uris.encode(Names.ref(at)), event, RUNS_BACK);
    JsonNode answer = library.read(repository, path, said);
    List<Map<String, Object>> runs = new ArrayList<>();
    for (JsonNode run : answer.path("workflow_runs")) {
      // A run of a workflow from another ref has it behind an @.
      String file = run.path("path").asText().split("@", 2)[0];
      if (file.endsWith("/" + workflow)) {
        runs.add(record(repository, workflow, run));
      }
    }
    return runs;
  }

  private static Map<String, Object> record(String repository, String workflow, JsonNode run)
      throws ServiceFailure {
    try {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("repository", repository);
      record.put("workflow", workflow);
      record.put("id", BigDecimal.valueOf(run.path("id").asLong()));
      record.put("event", run.path("event").asText());
      record.put("commit", run.path("head_sha").asText());
      record.put("started", OffsetDateTime.parse(run.path("created_at").asText()).toInstant());
      record.put("url", URI.create(run.path("html_url").asText()));
      return record;
    } catch (DateTimeException | IllegalArgumentException wrong) {
      throw ServiceFailure.unreadable(
          "GitHub lists a run of %s without its time or address: look there by hand."
              .formatted(workflow),
          wrong);
    }
  }
}
