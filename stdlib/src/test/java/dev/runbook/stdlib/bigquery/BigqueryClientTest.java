package dev.runbook.stdlib.bigquery;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.TestCall;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that are answered by jobs, paid for once, and never more than allowed. */
class BigqueryClientTest {

  private static final String QUERY = "SELECT time, path FROM logs.requests WHERE path = @path";
  private static final String WORLD =
      """
      bigquery:
        answers:
          - query: "SELECT time, path
              FROM logs.requests WHERE path = @path"
            takes: 4s
            reads: 0.5
            rows:
              - { time: "2026-11-26T09:58:12.5Z", path: "/cart", slow: true, hits: 3, share: 0.25 }
              - { path: "/", tags: [a, b], from: { host: web, port: 443 } }
          - { query: "SELECT 1", reads: 11, rows: [{ one: 1 }] }
      """;

  @TempDir private @Nullable Path scratch;

  @Test
  void rowsHaveTheirColumnsByName() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      List<?> rows = rows(rehearsal, rehearsal.call("rows"));
      assertThat(rows).hasSize(2);
      assertThat(row(rows, 0))
          .containsEntry("time", "2026-11-26T09:58:12.500Z")
          .containsEntry("path", "/cart")
          .containsEntry("slow", true)
          .containsEntry("hits", new BigDecimal(3))
          .containsEntry("share", new BigDecimal("0.25"))
          .containsEntry("tags", List.of());
      assertThat(row(rows, 1))
          .containsEntry("time", null)
          .containsEntry("tags", List.of("a", "b"))
          .containsEntry("from", Map.of("host", "web", "port", new BigDecimal(443)));
    }
  }

  @Test
  void everyQueryHasALimitAndItsParametersByName() throws Exception {
    List<JsonNode> asked = new ArrayList<>();
    try (Rehearsal rehearsal = watched(asked)) {
      rows(rehearsal, rehearsal.call("rows"));
      rows(rehearsal, rehearsal.call("less"), "gigabytes", new BigDecimal("0.5"));
      rows(rehearsal, rehearsal.call("more"), "gigabytes", new BigDecimal(5000));
    }
    List<JsonNode> queries = new ArrayList<>();
    asked.forEach(body -> queries.add(body.path("configuration").path("query")));
    assertThat(queries).hasSize(6).allMatch(query -> !query.path("useLegacySql").asBoolean(true));
    assertThat(queries.stream().map(query -> query.path("maximumBytesBilled").asLong() >> 20))
        .containsExactly(10240L, 10240L, 512L, 512L, 10240L, 10240L);
    assertThat(queries.getFirst().path("queryParameters").path(0).toString())
        .isEqualTo(
            "{\"name\":\"path\",\"parameterType\":{\"type\":\"STRING\"},\"parameterValue\":{\"value\":\"/cart\"}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE FROM logs.requests WHERE true | no plain SELECT",
        "SELECT 1; DROP TABLE logs.requests | no plain SELECT",
        "SELECT 1 | would read 11.00 GB, and 10.00 GB are allowed",
      })
  void whatIsNotToBeRunIsOnlyLookedAt(String query, String words) {
    List<JsonNode> asked = new ArrayList<>();
    try (Rehearsal rehearsal = watched(asked)) {
      ServiceFailure failure =
          failure(() ->
              rehearsal.perform(
                  "bigquery", "rows", "project", "p", "query", query, "parameters", Map.of()));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining(words);
    }
    assertThat(asked)
        .singleElement()
        .matches(body -> body.path("configuration").path("dryRun").asBoolean());
  }

  @Test
  void allPagesAreRead() throws Exception {
    String rows = "{ n: 1 }, ".repeat(2500);
    String world = "bigquery: {answers: [{query: '%s', rows: [%s]}]}".formatted(QUERY, rows);
    try (Rehearsal rehearsal = Rehearsal.of(world, requireNonNull(scratch))) {
      assertThat(rows(rehearsal, rehearsal.call("rows"))).hasSize(2500);
    }
    try (Rehearsal rehearsal = faulty(world, "page-token-expired")) {
      assertThat(failure(() -> rows(rehearsal, rehearsal.call("rows"))).kind())
          .isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  void moreRowsThanAnybodyReadsAreNoAnswer() {
    String rows = "{ n: 1 }, ".repeat(10_001);
    String world = "bigquery: {answers: [{query: '%s', rows: [%s]}]}".formatted(QUERY, rows);
    try (Rehearsal rehearsal = Rehearsal.of(world, requireNonNull(scratch))) {
      ServiceFailure failure = failure(() -> rows(rehearsal, rehearsal.call("rows")));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("LIMIT");
    }
  }

  @Test
  void aJobThatTakesLongIsFoundAgainByTheNextAttempt() throws Exception {
    try (Rehearsal rehearsal = faulty(WORLD, "slow", "slow@2")) {
      TestCall call = rehearsal.call("rows");
      ServiceFailure failure = failure(() -> rows(rehearsal, call.within(Duration.ofMinutes(1))));
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("still runs the query");
      rehearsal.pass(Duration.ofMinutes(2));
      assertThat(rows(rehearsal, call.within(Duration.ofSeconds(10)))).hasSize(2);
    }
  }

  @Test
  void aJobWhoseAnswerWasLostIsNotPaidForTwice() throws Exception {
    try (Rehearsal rehearsal = faulty(WORLD, "act-then-close@2")) {
      TestCall call = rehearsal.call("rows");
      assertThat(failure(() -> rows(rehearsal, call)).kind()).isEqualTo(Kind.UNAVAILABLE);
      rehearsal.pass(Duration.ofSeconds(4));
      // Were it another job, it would take four seconds again.
      assertThat(rows(rehearsal, call.within(Duration.ofSeconds(1)))).hasSize(2);
    }
  }

  @Test
  void aJobThatFailedIsFollowedByAnotherOne() throws Exception {
    try (Rehearsal rehearsal = faulty(WORLD, "backend-error")) {
      TestCall call = rehearsal.call("rows");
      assertThat(failure(() -> rows(rehearsal, call)).kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(rows(rehearsal, call)).hasSize(2);
    }
  }

  @Test
  void onceThereIsAnAnswerTheNextCallAsksAnew() throws Exception {
    try (Rehearsal rehearsal = faulty(WORLD, "late-logs")) {
      assertThat(rows(rehearsal, rehearsal.call("the same"))).isEmpty();
      assertThat(rows(rehearsal, rehearsal.call("the same"))).hasSize(2);
    }
  }

  @Test
  void aJobThatIsThereAlreadyGivesItsRows() throws Exception {
    try (Rehearsal rehearsal = faulty(WORLD, "duplicate-job")) {
      assertThat(rows(rehearsal, rehearsal.call("rows"))).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rate-limit, RATE_LIMITED, rateLimitExceeded",
    "quota-exceeded, REFUSED, quota is used up",
    "wrong-location, REFUSED, Not found",
    "changed-schema, REFUSED, Unrecognized name: textPayload",
    "bytes-limit, REFUSED, bytes billed",
    "unauthorized, UNAUTHORIZED, 401",
    "login-page, UNAUTHORIZED, login page",
    "cut, UNREADABLE, cannot be used",
    "empty, UNREADABLE, cannot be used",
  })
  void whatGoesWrongThere(String fault, Kind kind, String words) {
    try (Rehearsal rehearsal = faulty(WORLD, fault)) {
      ServiceFailure failure = failure(() -> rows(rehearsal, rehearsal.call("rows")));
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure).hasMessageContaining(words);
    }
  }

  @Test
  void whatCannotBeAskedIsFoundBeforehand() throws Exception {
    List<JsonNode> asked = new ArrayList<>();
    try (Rehearsal rehearsal = watched(asked);
        BigqueryClient client = new BigqueryClient(rehearsal.connection("bigquery"))) {
      Object[] good = {"project", "p", "query", QUERY, "parameters", Map.of("path", "/")};
      assertThat(client.verify("rows", Rehearsal.arguments(good), rehearsal.call("verify")))
          .singleElement()
          .isEqualTo(Finding.good("the query on p can be answered and would read 0.50 GB"));
      Object[] bad = {"project", "p", "query", "SELECT 1", "parameters", Map.of()};
      assertThat(
              failure(
                  () -> client.verify("rows", Rehearsal.arguments(bad), rehearsal.call("verify"))))
          .hasMessageContaining("would read 11.00 GB");
      assertThat(
              client.verify("rows", Rehearsal.arguments("project", "p"), rehearsal.call("verify")))
          .isEmpty();
    }
    assertThat(asked).allMatch(body -> body.path("configuration").path("dryRun").asBoolean());
  }

  private Rehearsal watched(List<JsonNode> asked) {
    return Rehearsal.of(WORLD, requireNonNull(scratch), standIn -> new Watched(standIn, asked));
  }

  private Rehearsal faulty(String world, String... faults) {
    return Rehearsal.faulty(
        world,
        requireNonNull(scratch),
        Arrays.stream(faults).map(fault -> "bigquery:" + fault).toArray(String[]::new));
  }

  private static List<?> rows(Rehearsal rehearsal, TestCall call, Object... more)
      throws ServiceFailure, InterruptedException {
    List<Object> arguments = new ArrayList<>(List.of("project", "p", "query", QUERY));
    arguments.addAll(List.of("parameters", Map.of("path", "/cart")));
    arguments.addAll(List.of(more));
    return (List<?>)
        requireNonNull(rehearsal.perform(call, "bigquery", "rows", arguments.toArray()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> row(List<?> rows, int at) {
    return (Map<String, @Nullable Object>) rows.get(at);
  }

  /** Remembers what is posted. */
  private record Watched(StandIn standIn, List<JsonNode> asked) implements StandIn {

    @Override
    public Reply handle(Request request) {
      if (request.method().equals("POST")) {
        asked.add(Json.readOrEmpty(request.bodyText()));
      }
      return standIn.handle(request);
    }

    @Override
    public Map<String, String> settings() {
      return standIn.settings();
    }

    @Override
    public List<String> hosts() {
      return standIn.hosts();
    }
  }
}
