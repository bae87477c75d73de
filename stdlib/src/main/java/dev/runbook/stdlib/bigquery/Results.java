package dev.runbook.stdlib.bigquery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Polling;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.google.GoogleApi;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that a job gives once it is done, page by page. */
final class Results {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final int PAGE = 1000;

  /** More rows than these are no answer to a question in a runbook. */
  private static final int MOST_ROWS = 10_000;

  private final GoogleApi google;

  Results(GoogleApi google) {
    this.google = google;
  }

  List<Map<String, @Nullable Object>> of(Query query, String job, String location, CallContext call)
      throws ServiceFailure, InterruptedException {
    String path =
        query.path(
            "queries/%s?formatOptions.useInt64Timestamp=true&maxResults=%d&location=%s"
                .formatted(job, PAGE, Uris.encode(location)));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    String from = "";
    while (true) {
      Answer answer = complete(query, google.address(path + from), call);
      JsonNode json = answer.json();
      collect(json, answer, rows);
      String next = json.path("pageToken").asText();
      if (rows.size() > MOST_ROWS || (rows.size() == MOST_ROWS && !next.isEmpty())) {
        throw ServiceFailure.refused(
            "The query on %s gives more than %d rows: count them in the query, or put a LIMIT at its end."
                .formatted(query.project(), MOST_ROWS));
      }
      if (next.isEmpty()) {
        return rows;
      }
      from = "&pageToken=" + Uris.encode(next);
    }
  }

  /** BigQuery holds each request for a while itself, and says then that the job is not done. */
  private Answer complete(Query query, URI address, CallContext call)
      throws ServiceFailure, InterruptedException {
    String purpose = "give the rows of a query on " + query.project();
    return Polling.poll(
            call,
            BETWEEN_LOOKS,
            () -> {
              Answer answer = google.ask(call, purpose).get(address);
              if (GoogleApi.json(answer).path("jobComplete").asBoolean()) {
                return Optional.of(answer);
              }
              call.progress("the query runs");
              return Optional.empty();
            })
        .orElseThrow(() ->
            ServiceFailure.unavailable(
                "BigQuery still runs the query on %s: ask again in a while."
                    .formatted(query.project()),
                null));
  }

  private static void collect(
      JsonNode json, Answer answer, List<Map<String, @Nullable Object>> rows)
      throws ServiceFailure {
    try {
      for (JsonNode row : json.path("rows")) {
        rows.add(Cells.row(json.path("schema").path("fields"), row));
      }
    } catch (IllegalArgumentException wrong) {
      throw answer.unusable("its rows are not as its schema says");
    }
  }
}
