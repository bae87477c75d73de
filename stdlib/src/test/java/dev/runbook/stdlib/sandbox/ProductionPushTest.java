package dev.runbook.stdlib.sandbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Version;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The production push by hand: the same actions in the same order as the runbook, over the real
 * clients.
 */
class ProductionPushTest {

  private static final String PUBLIC = "gcp-pipelines/balrog/balrog-production";
  private static final Version OLD = new Version("v3.19");
  private static final Version NEW = new Version("v3.20");

  @Test
  @SuppressWarnings("unchecked")
  void aReleaseGoesFromTheCanaryToEveryone(@TempDir Path scratch) throws Exception {
    try (Rehearsal rehearsal = Rehearsal.ofProduction(scratch)) {
      assertThat(version(rehearsal)).isEqualTo(OLD);
      var schema =
          (Map<String, Object>)
              requireNonNull(
                  rehearsal.perform(
                      "git",
                      "schema-change",
                      "from",
                      OLD,
                      "to",
                      NEW,
                      "folders",
                      List.of("src/auslib/migrate/versions")));
      assertThat(schema).containsEntry("change", "unchanged");

      var run =
          (Map<String, Object>)
              requireNonNull(rehearsal.perform("jenkins", "topmost", "pipeline", PUBLIC));
      assertThat(run).containsEntry("version", NEW).containsEntry("number", BigDecimal.TWO);
      assertThat(waiting(rehearsal, run)).isEqualTo("PROD: DEPLOY");
      rehearsal.perform("jenkins", "proceed", "run", run, "stage", "PROD: DEPLOY");
      Instant canary = rehearsal.now();
      assertThat(rehearsal.perform("jenkins", "state", "run", run)).isEqualTo("running");

      rehearsal.pass(Duration.ofMinutes(4));
      assertThat(waiting(rehearsal, run)).isEqualTo("PROD: PROMOTE");
      assertThat(newIssues(rehearsal, canary)).isEmpty();
      for (Object chart : charts(rehearsal)) {
        var current =
            (BigDecimal) requireNonNull(rehearsal.perform("grafana", "current", "chart", chart));
        var baseline =
            (BigDecimal)
                requireNonNull(
                    rehearsal.perform("grafana", "baseline", "chart", chart, "before", canary));
        assertThat(current.doubleValue() / baseline.doubleValue()).isBetween(0.9, 1.1);
      }
      assertThat(version(rehearsal)).isEqualTo(OLD);

      rehearsal.perform("jenkins", "proceed", "run", run, "stage", "PROD: PROMOTE");
      rehearsal.pass(Duration.ofMinutes(8));
      assertThat(rehearsal.perform("jenkins", "state", "run", run)).isEqualTo("succeeded");
      assertThat(version(rehearsal)).isEqualTo(NEW);
      assertThat(rehearsal.perform("jenkins", "deployed", "pipeline", PUBLIC)).isEqualTo(NEW);
    }
  }

  private static Object version(Rehearsal rehearsal) throws ServiceFailure, InterruptedException {
    return requireNonNull(
        rehearsal.perform("balrog", "version-at", "base", "https://aus5.mozilla.org/"));
  }

  private static Object waiting(Rehearsal rehearsal, Map<String, Object> run)
      throws ServiceFailure, InterruptedException {
    return requireNonNull(
        rehearsal.perform(
            "jenkins",
            "waiting-stage",
            "run",
            run,
            "stages",
            List.of("PROD: DEPLOY", "PROD: PROCEED", "PROD: PROMOTE")));
  }

  private static List<?> newIssues(Rehearsal rehearsal, Instant since)
      throws ServiceFailure, InterruptedException {
    return (List<?>)
        requireNonNull(
            rehearsal.perform(
                "sentry",
                "new-issues",
                "projects",
                List.of("balrog-admin", "balrog-public"),
                "since",
                since));
  }

  private static List<?> charts(Rehearsal rehearsal) throws ServiceFailure, InterruptedException {
    return (List<?>)
        requireNonNull(rehearsal.perform("grafana", "charts", "dashboard", "fRuT9IGZk"));
  }
}
