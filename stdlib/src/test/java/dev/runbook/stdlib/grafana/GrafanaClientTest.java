package dev.runbook.stdlib.grafana;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charts as numbers, and charts that say nothing. */
class GrafanaClientTest {

  private static final String WORLD =
      """
      grafana:
        dashboards:
          abc:
            - { panel: 4, title: "Requests", value: 5200 }
            - { title: "Nothing", no-data: true }
      """;
  private static final Map<String, Object> CHART =
      Map.of("dashboard", "abc", "panel", BigDecimal.valueOf(4), "title", "Requests");

  @TempDir private @Nullable Path scratch;

  @Test
  void everyChartOfADashboardIsListed() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      assertThat(rehearsal.perform("grafana", "charts", "dashboard", "abc"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .hasSize(2)
          .contains(CHART);
    }
  }

  @Test
  void nowAndBeforeAreMeansOfTheSameChart() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      Object current = rehearsal.perform("grafana", "current", "chart", CHART);
      Object baseline =
          rehearsal.perform("grafana", "baseline", "chart", CHART, "before", rehearsal.now());
      assertThat((BigDecimal) current).isBetween(new BigDecimal(5050), new BigDecimal(5350));
      assertThat((BigDecimal) baseline).isBetween(new BigDecimal(5050), new BigDecimal(5350));
      assertThat(current).isNotEqualTo(baseline);
    }
  }

  @Test
  void whatWasIsAskedForOnce() throws Exception {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "grafana:infinite@2")) {
      Object before = rehearsal.now();
      rehearsal.pass(Duration.ofMinutes(1));
      Object first = rehearsal.perform("grafana", "baseline", "chart", CHART, "before", before);
      Object second = rehearsal.perform("grafana", "baseline", "chart", CHART, "before", before);
      assertThat(second).isEqualTo(first);
      assertThat(failure(() -> rehearsal.perform("grafana", "current", "chart", CHART)).kind())
          .isEqualTo(Kind.UNREADABLE);
    }
  }

  @Test
  void aChartWithoutDataIsInconclusiveAndNotZero() {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      Map<String, Object> chart =
          Map.of("dashboard", "abc", "panel", BigDecimal.valueOf(2), "title", "Nothing");
      ServiceFailure failure =
          failure(() -> rehearsal.perform("grafana", "current", "chart", chart));
      assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
      assertThat(failure).hasMessageContaining("the chart \"Nothing\" has no data");
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'results':{'A':{'frames':[FRAME]}}} | a frame | 4",
        "{'results':{'A':{'frames':[FRAME,FRAME]}}} | two series | 4",
        "{'results':{'A':{'frames':[GAPS]}}} | gaps between points | 4",
        "{'results':{}} | no result |",
        "{'results':{'A':{'frames':[]}}} | no frame |",
        "{'results':{'A':{'frames':[EMPTY]}}} | an empty series |",
        "{'results':{'A':{'frames':[FRAME,EMPTY]}}} | one of two series empty |",
        "{'results':{'A':{'frames':[FRAME]},'B':{'frames':[]}}} | one of two queries empty |",
        "{'results':{'A':{'frames':[NANS]}}} | nothing but NaN |",
        "{'results':{'A':{'frames':[INF]}}} | an infinite point |",
        "{'results':{'A':{'error':'query timeout','status':504}}} | a failed query |",
      })
  void answers(String json, String what, @Nullable BigDecimal mean) throws Exception {
    String schema = "{'schema':{'fields':[{'type':'time'},{'type':'number'}]},'data':";
    String answer =
        json.replace("FRAME", schema + "{'values':[[1,2,3],[3,4,5]]}}")
            .replace("GAPS", schema + "{'values':[[1,2,3],[3,null,5]]}}")
            .replace("EMPTY", schema + "{'values':[[],[]]}}")
            .replace(
                "NANS", schema + "{'values':[[1,2],[null,null]],'entities':[null,{'NaN':[0,1]}]}}")
            .replace("INF", schema + "{'values':[[1,2],[3,null]],'entities':[null,{'Inf':[1]}]}}")
            .replace('\'', '"');
    List<String> queries = new ArrayList<>();
    if (mean != null) {
      assertThat((BigDecimal) current(answer, queries)).as(what).isEqualByComparingTo(mean);
    } else {
      assertThat(failure(() -> current(answer, queries)).kind())
          .as(what)
          .isEqualTo(Kind.UNREADABLE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "query-failed, UNREADABLE",
    "bad-query, UNREADABLE",
    "ended-series, UNREADABLE",
    "no-frames, UNREADABLE",
    "nan, UNREADABLE",
    "infinite, UNREADABLE",
    "no-datasource, REFUSED",
  })
  void whatGoesWrongThere(String fault, Kind kind) {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "grafana:" + fault)) {
      assertThat(failure(() -> rehearsal.perform("grafana", "current", "chart", CHART)).kind())
          .isEqualTo(kind);
    }
  }

  @Test
  void oneOfTwoSeriesThatHasEndedIsMissingNowAndWasThereBefore() throws Exception {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(
            WORLD, requireNonNull(scratch), "grafana:ended-series", "grafana:ended-series@2")) {
      assertThat(failure(() -> rehearsal.perform("grafana", "current", "chart", CHART)))
          .hasMessageContaining("of the 2 series of the chart \"Requests\", 1 ended a while ago");
      assertThat(
              rehearsal.perform("grafana", "baseline", "chart", CHART, "before", rehearsal.now()))
          .isNotNull();
    }
  }

  @Test
  void whileMachinesAreReplacedNothingIsDecided() throws Exception {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "grafana:new-labels")) {
      assertThat(failure(() -> rehearsal.perform("grafana", "current", "chart", CHART)).kind())
          .isEqualTo(Kind.UNREADABLE);
      assertThat(rehearsal.perform("grafana", "current", "chart", CHART)).isNotNull();
    }
  }

  @Test
  void aCounterThatBeginsAnewIsADip() throws Exception {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "grafana:counter-reset@2")) {
      Object whole = rehearsal.perform("grafana", "current", "chart", CHART);
      Object reset = rehearsal.perform("grafana", "current", "chart", CHART);
      assertThat((BigDecimal) requireNonNull(reset))
          .isLessThan(((BigDecimal) requireNonNull(whole)).multiply(new BigDecimal("0.8")));
    }
  }

  @Test
  void gapsBetweenPointsAreNoPoints() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, requireNonNull(scratch), "grafana:gaps@2")) {
      Object whole = rehearsal.perform("grafana", "current", "chart", CHART);
      Object gaps = rehearsal.perform("grafana", "current", "chart", CHART);
      assertThat((BigDecimal) requireNonNull(gaps))
          .isCloseTo((BigDecimal) requireNonNull(whole), Percentage.withPercentage(10));
    }
  }

  @Test
  void theDashboardsVariablesArePutIntoItsQueries() throws Exception {
    List<String> queries = new ArrayList<>();
    current("{\"results\":{\"A\":{\"frames\":[]}}}", queries, true);
    assertThat(queries).hasSize(1);
    assertThat(queries.getFirst())
        .contains("rate(hits{env=\\\"prod\\\",pod=~\\\"a|b\\\",all=~\\\".+\\\"}[$__rate_interval])")
        .contains("\"uid\":\"ds-1\"")
        .containsPattern("\"from\":\"\\d+\"")
        .doesNotContain("hidden");
  }

  /** Dozens of charts are looked at in each round of a watch. */
  @Test
  void aDashboardIsReadOnceAMinuteAndItsListAnewEachTime() throws Exception {
    String series =
        "{'results':{'A':{'frames':[{'schema':{'fields':[{'type':'time'},{'type':'number'}]},"
            + "'data':{'values':[[1,2,3],[3,4,5]]}}]}}}";
    List<String> read = new ArrayList<>();
    try (Stub stub =
            new Stub(
                requireNonNull(scratch),
                request -> {
                  if (request.method().equals("GET")) {
                    read.add(request.uri().getPath());
                    return Reply.json(
                        200,
                        "{\"dashboard\":{\"panels\":[{\"id\":4,\"targets\":[{\"refId\":\"A\"}]}]}}");
                  }
                  return Reply.json(200, series.replace('\'', '"'));
                });
        GrafanaClient client = new GrafanaClient(stub.connection())) {
      for (int look = 0; look < 3; look++) {
        client.perform("current", Rehearsal.arguments("chart", CHART), stub.call());
      }
      assertThat(read).hasSize(1);
      stub.call().clock().sleep(Duration.ofSeconds(59));
      client.perform("current", Rehearsal.arguments("chart", CHART), stub.call());
      assertThat(read).hasSize(1);
      stub.call().clock().sleep(Duration.ofSeconds(1));
      client.perform("current", Rehearsal.arguments("chart", CHART), stub.call());
      assertThat(read).hasSize(2);
      client.perform("charts", Rehearsal.arguments("dashboard", "abc"), stub.call());
      assertThat(read).hasSize(3);
      Map<String, Object> other = Map.of("dashboard", "b", "panel", BigDecimal.valueOf(4));
      client.perform("current", Rehearsal.arguments("chart", other), stub.call());
      assertThat(read).hasSize(4).last().isEqualTo("/api/dashboards/uid/b");
    }
  }

  private @Nullable Object current(String answer, List<String> queries)
      throws ServiceFailure, InterruptedException {
    return current(answer, queries, false);
  }

  private @Nullable Object current(String answer, List<String> queries, boolean mayFail)
      throws ServiceFailure, InterruptedException {
    String dashboard =
        """
        {"dashboard":{"templating":{"list":[
            {"name":"env","current":{"value":"prod"}},{"name":"pod","current":{"value":["a","b"]}},
            {"name":"all","current":{"value":["$__all"]}},{"name":"ds","current":{"value":"ds-1"}}]},
         "panels":[{"type":"row","panels":[{"id":4,"title":"Requests","datasource":{"uid":"${ds}"},
            "targets":[{"refId":"H","expr":"hidden","hide":true},{"refId":"A",
              "expr":"rate(hits{env=\\"$env\\",pod=~\\"${pod:regex}\\",all=~\\"[[all]]\\"}[$__rate_interval])"}]}]}]}}
        """;
    try (Stub stub =
            new Stub(
                requireNonNull(scratch),
                request -> {
                  if (request.method().equals("GET")) {
                    return Reply.json(200, dashboard);
                  }
                  queries.add(request.bodyText());
                  return Reply.json(200, answer);
                });
        GrafanaClient client = new GrafanaClient(stub.connection())) {
      return client.perform("current", Rehearsal.arguments("chart", CHART), stub.call());
    } catch (ServiceFailure failure) {
      if (mayFail) {
        return null;
      }
      throw failure;
    }
  }
}
