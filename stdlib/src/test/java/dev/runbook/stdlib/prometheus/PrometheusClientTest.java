package dev.runbook.stdlib.prometheus;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries as numbers, and queries that decide nothing. */
class PrometheusClientTest {

  private static final String WORLD =
      """
      prometheus:
        url: https://prometheus.example.com/below
        queries:
          - { query: "sum(rate(hits[5m]))", value: 5200 }
          - { query: errors, value: 3, labels: { app: public } }
          - { query: errors, value: 40, labels: { app: admin } }
          - { query: silent, no-data: true }
      """;

  @TempDir private @Nullable Path scratch;

  @Test
  void whatWasIsAskedForOnce() throws Exception {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "prometheus:nan@2")) {
      String query = "sum(rate(hits[5m]))";
      Object before = rehearsal.now();
      rehearsal.pass(Duration.ofMinutes(1));
      Object first = rehearsal.perform("prometheus", "baseline", "query", query, "before", before);
      assertThat(rehearsal.perform("prometheus", "baseline", "query", query, "before", before))
          .isEqualTo(first);
      assertThat(failure(() -> rehearsal.perform("prometheus", "current", "query", query)).kind())
          .isEqualTo(Kind.UNREADABLE);
    }
  }

  @Test
  void aQueryGivesItsValueNow() throws Exception {
    try (Rehearsal rehearsal = world()) {
      assertThat(number(rehearsal.perform("prometheus", "value", "query", "sum(rate(hits[5m]))")))
          .isBetween(5000.0, 5400.0);
    }
  }

  @Test
  void nowAndBeforeAreMeansOfTheSameQuery() throws Exception {
    try (Rehearsal rehearsal = world()) {
      Object current = rehearsal.perform("prometheus", "current", "query", "sum(rate(hits[5m]))");
      Object baseline =
          rehearsal.perform(
              "prometheus", "baseline", "query", "sum(rate(hits[5m]))", "before", rehearsal.now());
      assertThat(number(current)).isBetween(5050.0, 5350.0);
      assertThat(number(baseline)).isBetween(5050.0, 5350.0);
      assertThat(current).isNotEqualTo(baseline);
    }
  }

  @Test
  void aLabelTellsSeveralNumbersApart() throws Exception {
    try (Rehearsal rehearsal = world()) {
      Object values = rehearsal.perform("prometheus", "values", "query", "errors", "label", "app");
      assertThat(((Map<?, ?>) requireNonNull(values)).keySet())
          .isEqualTo(Set.of("public", "admin"));
      ServiceFailure several =
          failure(() -> rehearsal.perform("prometheus", "value", "query", "errors"));
      assertThat(several.kind()).isEqualTo(Kind.REFUSED);
      assertThat(several).hasMessageContaining("gives 2 numbers where one is wanted");
      ServiceFailure alike =
          failure(
              () -> rehearsal.perform("prometheus", "values", "query", "errors", "label", "pod"));
      assertThat(alike.kind()).isEqualTo(Kind.REFUSED);
      assertThat(alike).hasMessageContaining("sum by (pod)");
    }
  }

  @ParameterizedTest
  @CsvSource({"value", "current", "values"})
  void whatHasNoDataIsInconclusiveAndNotZero(String action) {
    try (Rehearsal rehearsal = world()) {
      for (String query : List.of("silent", "never_heard_of")) {
        ServiceFailure failure =
            failure(() -> rehearsal.perform("prometheus", action, "query", query, "label", "app"));
        assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(failure).hasMessageContaining("the query `%s` has no data".formatted(query));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "query-timeout, UNAVAILABLE",
    "too-many-samples, REFUSED",
    "empty-result, UNREADABLE",
    "nan, UNREADABLE",
    "incomplete, UNREADABLE",
  })
  void whatGoesWrongThere(String fault, Kind kind) {
    for (String action : List.of("value", "current")) {
      try (Rehearsal rehearsal =
          Rehearsal.faulty(WORLD, requireNonNull(scratch), "prometheus:" + fault)) {
        ServiceFailure failure =
            failure(() -> rehearsal.perform("prometheus", action, "query", "sum(rate(hits[5m]))"));
        assertThat(failure.kind()).as(action).isEqualTo(kind);
      }
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'matrix','result':[{'values':[[1,'3'],[2,'5']]}] | one series | 4",
        "'matrix','result':[{'values':[[1,'3']]},{'values':[[1,'5']]}] | two series | 4",
        "'matrix','result':[{'values':[[1,'3'],[2,'NaN'],[3,'5']]}] | NaN between points | 4",
        "'matrix','result':[{'values':[[1,'3'],[2,'+Inf']]}] | an infinite point |",
        "'matrix','result':[{'values':[[1,'3']]},{'values':[[1,'NaN']]}] | one of two without data"
            + " |",
        "'matrix','result':[{'histograms':[[1,{}]]}] | no numbers but histograms |",
        "'matrix','result':[] | nothing |",
        "'string','result':[1,'3'] | a text |",
        "'matrix' | no result |",
      })
  void answers(String result, String what, @Nullable BigDecimal mean) throws Exception {
    String json =
        "{'status':'success','data':{'resultType':%s}}".formatted(result).replace('\'', '"');
    if (mean != null) {
      assertThat(number(current(Reply.json(200, json)))).as(what).isEqualTo(mean.doubleValue());
    } else {
      assertThat(failure(() -> current(Reply.json(200, json))).kind())
          .as(what)
          .isEqualTo(Kind.UNREADABLE);
    }
  }

  /** A load that comes for a quarter of every minute, where it is measured four times a minute. */
  @ParameterizedTest
  @CsvSource({"0", "20", "50"})
  void whatComesEveryMinuteIsNeitherAlwaysMetNorNever(int second) throws Exception {
    Function<Request, Reply> answers =
        request -> {
          Map<String, List<String>> asked = Uris.fields(request.bodyText());
          BigDecimal start = number(asked, "start");
          BigDecimal end = number(asked, "end");
          BigDecimal step = number(asked, "step");
          StringJoiner points = new StringJoiner(",");
          for (BigDecimal at = start; at.compareTo(end) < 0; at = at.add(step)) {
            points.add("[%s,\"%d\"]".formatted(at, at.longValue() % 60 < 15 ? 40 : 0));
          }
          return Reply.json(
              200,
              "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
                  + "\"result\":[{\"metric\":{},\"values\":[%s]}]}}".formatted(points));
        };
    try (Stub stub = new Stub(requireNonNull(scratch), answers);
        PrometheusClient client = new PrometheusClient(stub.connection())) {
      Instant before = Instant.parse("2026-11-26T09:00:00Z").plusSeconds(second);
      assertThat(
              client.perform(
                  "baseline", Rehearsal.arguments("query", "hits", "before", before), stub.call()))
          .isEqualTo(BigDecimal.TEN);
      assertThat(client.perform("current", Rehearsal.arguments("query", "hits"), stub.call()))
          .isEqualTo(BigDecimal.TEN);
    }
  }

  private static BigDecimal number(Map<String, List<String>> fields, String name) {
    return new BigDecimal(requireNonNull(fields.get(name)).getFirst());
  }

  @Test
  void gapsBetweenPointsAreNoPointsAndASeriesThatHasEndedLeavesItOpen() throws Exception {
    String query = "sum(rate(hits[5m]))";
    try (Rehearsal rehearsal =
        Rehearsal.faulty(
            WORLD, requireNonNull(scratch), "prometheus:gaps@2", "prometheus:ended-series@3")) {
      Object whole = rehearsal.perform("prometheus", "current", "query", query);
      Object gaps = rehearsal.perform("prometheus", "current", "query", query);
      assertThat((BigDecimal) requireNonNull(gaps))
          .isCloseTo((BigDecimal) requireNonNull(whole), Percentage.withPercentage(10));
      assertThat(failure(() -> rehearsal.perform("prometheus", "current", "query", query)).kind())
          .isEqualTo(Kind.UNREADABLE);
    }
  }

  @Test
  void aCounterThatBeginsAnewIsADipAndWhileMachinesAreReplacedNothingIsDecided() throws Exception {
    String query = "sum(rate(hits[5m]))";
    try (Rehearsal rehearsal =
        Rehearsal.faulty(
            WORLD,
            requireNonNull(scratch),
            "prometheus:counter-reset@2",
            "prometheus:new-labels@3")) {
      Object whole = rehearsal.perform("prometheus", "current", "query", query);
      Object reset = rehearsal.perform("prometheus", "current", "query", query);
      assertThat((BigDecimal) requireNonNull(reset))
          .isLessThan(((BigDecimal) requireNonNull(whole)).multiply(new BigDecimal("0.8")));
      assertThat(failure(() -> rehearsal.perform("prometheus", "current", "query", query)).kind())
          .isEqualTo(Kind.UNREADABLE);
    }
  }

  @Test
  void aLoginPageIsNoAnswer() {
    Reply page = Reply.text(200, "<html>Sign in").with("Content-Type", "text/html");
    assertThat(failure(() -> current(page)).kind()).isEqualTo(Kind.UNAUTHORIZED);
  }

  @Test
  void whatCannotBeAskedIsFoundBeforehand() throws Exception {
    try (Rehearsal rehearsal = world();
        PrometheusClient client = new PrometheusClient(rehearsal.connection("prometheus"))) {
      assertThat(client.verify(rehearsal.call("verify"))).allMatch(Finding::good);
      assertThat(verified(client, rehearsal, "errors")).allMatch(Finding::good);
      assertThat(verified(client, rehearsal, "silent"))
          .singleElement()
          .matches(finding -> !finding.good())
          .extracting(Finding::what)
          .isEqualTo("the query `silent` gives nothing");
      assertThat(client.verify("value", Rehearsal.arguments(), rehearsal.call("verify")))
          .as("a query that is not known yet")
          .isEmpty();
    }
  }

  private static List<Finding> verified(PrometheusClient client, Rehearsal rehearsal, String query)
      throws Exception {
    return client.verify("value", Rehearsal.arguments("query", query), rehearsal.call("verify"));
  }

  private @Nullable Object current(Reply reply) throws ServiceFailure, InterruptedException {
    try (Stub stub = new Stub(requireNonNull(scratch), _ -> reply);
        PrometheusClient client = new PrometheusClient(stub.connection())) {
      return client.perform("current", Rehearsal.arguments("query", "x"), stub.call());
    }
  }

  private Rehearsal world() {
    return Rehearsal.of(WORLD, requireNonNull(scratch));
  }

  private static double number(@Nullable Object value) {
    return ((BigDecimal) requireNonNull(value)).doubleValue();
  }
}
