package dev.runbook.stdlib.cloudsql;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database's backups, which are looked at and never restored. */
class CloudSqlClientTest {

  private static final String WORLD =
      """
      cloudsql:
        instances:
          - project: p
            instance: balrog
            point-in-time: 7
            backups:
              - { started: 25h }
              - { started: 1h, kind: on-demand, failed: true }
              - { started: 5m, takes: 20m }
          - { project: p, instance: bare, state: MAINTENANCE }
      """;
  private static final Object[] BALROG = {"project", "p", "instance", "balrog"};

  @TempDir private @Nullable Path scratch;

  @Test
  void howTheDatabaseStands() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      assertThat(rehearsal.perform("cloudsql", "instance", BALROG))
          .isEqualTo(
              Map.of("state", "RUNNABLE", "backups", true, "point-in-time", new BigDecimal(7)));
      assertThat(rehearsal.perform("cloudsql", "instance", "project", "p", "instance", "bare"))
          .isEqualTo(
              Map.of("state", "MAINTENANCE", "backups", false, "point-in-time", new BigDecimal(0)));
    }
  }

  @Test
  void backupsNewestFirst() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch))) {
      List<?> backups = (List<?>) requireNonNull(rehearsal.perform("cloudsql", "backups", BALROG));
      assertThat(column(backups, "standing")).containsExactly("running", "failed", "succeeded");
      assertThat(column(backups, "kind")).containsExactly("automated", "on-demand", "automated");
      Map<?, ?> running = (Map<?, ?>) backups.getFirst();
      assertThat(running.get("started")).isEqualTo(rehearsal.now().minus(Duration.ofMinutes(5)));
      assertThat(running.get("ended")).isNull();
      Map<?, ?> oldest = (Map<?, ?>) backups.getLast();
      assertThat(oldest.get("ended"))
          .isEqualTo(rehearsal.now().minus(Duration.ofHours(25)).plus(Duration.ofMinutes(10)));
    }
  }

  @Test
  void allPagesAreReadAndABackupThatDidNotStartHasTheTimeOfItsWindow() throws Exception {
    String first =
        "{\"items\":[{\"id\":\"2\",\"status\":\"SKIPPED\",\"type\":\"NEW_WORD\",\"windowStartTime\":\"2026-11-26T01:00:00.000Z\"}],\"nextPageToken\":\"a/b\"}";
    String second =
        "{\"items\":[{\"id\":\"1\",\"status\":\"SUCCESSFUL\",\"type\":\"AUTOMATED\",\"startTime\":\"2026-11-25T01:00:00Z\",\"endTime\":\"2026-11-25T01:10:00Z\"}]}";
    try (Stub stub =
            new Stub(
                requireNonNull(scratch),
                request ->
                    Reply.json(
                        200,
                        request.uri().getRawQuery().contains("pageToken=a%2Fb") ? second : first));
        CloudSqlClient client = new CloudSqlClient(stub.connection())) {
      List<?> backups =
          (List<?>) client.perform("backups", Rehearsal.arguments(BALROG), stub.call());
      assertThat(column(backups, "started"))
          .containsExactly("2026-11-26T01:00:00Z", "2026-11-25T01:00:00Z");
      assertThat(column(backups, "standing").getFirst()).isEqualTo("other");
      assertThat(column(backups, "kind").getFirst()).isEqualTo("other");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "not-authorized, UNAUTHORIZED, does not let us",
    "quota-exceeded, REFUSED, quota is used up",
    "login-page, UNAUTHORIZED, login page",
    "rate-limited, RATE_LIMITED, asks for patience",
    "empty, UNREADABLE, cannot be used",
  })
  void whatGoesWrongThere(String fault, Kind kind, String words) {
    try (Rehearsal rehearsal =
        Rehearsal.faulty(WORLD, requireNonNull(scratch), "cloudsql:" + fault)) {
      ServiceFailure failure = failure(() -> rehearsal.perform("cloudsql", "backups", BALROG));
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure).hasMessageContaining(words);
    }
  }

  @Test
  void whatIsNotThereIsFoundBeforehand() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, requireNonNull(scratch));
        CloudSqlClient client = new CloudSqlClient(rehearsal.connection("cloudsql"))) {
      assertThat(client.verify("backups", Rehearsal.arguments(BALROG), rehearsal.call("verify")))
          .containsExactly(Finding.good("the database balrog is there"));
      Object[] other = {"project", "p", "instance", "other"};
      assertThat(
              failure(() ->
                  client.verify("backups", Rehearsal.arguments(other), rehearsal.call("verify"))))
          .hasMessageContaining("refused to tell how other stands (404");
    }
  }

  private static List<String> column(List<?> backups, String name) {
    return backups.stream().map(backup -> String.valueOf(((Map<?, ?>) backup).get(name))).toList();
  }
}
