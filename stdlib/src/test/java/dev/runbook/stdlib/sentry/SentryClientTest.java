package dev.runbook.stdlib.sentry;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is new since a moment. */
class SentryClientTest {

  private static final String WORLD =
      """
      sentry:
        projects: [api, web]
        issues:
          - { project: api, title: "old", first-seen: 30d }
          - { project: api, title: "new", appears: 12m }
          - { project: web, title: "elsewhere", appears: 12m }
      """;

  @Test
  void onlyWhatAppearedSinceCounts(@TempDir Path scratch) throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(WORLD, scratch)) {
      Instant since = rehearsal.now();
      rehearsal.pass(Duration.ofMinutes(11));
      assertThat(newIssues(rehearsal, since)).isEmpty();
      rehearsal.pass(Duration.ofMinutes(1));
      List<Map<String, Object>> issues = newIssues(rehearsal, since);
      assertThat(issues).hasSize(1);
      assertThat(issues.getFirst())
          .containsEntry("project", "api")
          .containsEntry("title", "new")
          .containsEntry("first-seen", rehearsal.now());
      assertThat(newIssues(rehearsal, rehearsal.now()))
          .as("not after, but at that moment")
          .isEmpty();
    }
  }

  @Test
  void anIssueThatIsShownLateIsFoundByTheNextLook(@TempDir Path scratch) throws Exception {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "sentry:late-issues")) {
      Instant since = rehearsal.now();
      rehearsal.pass(Duration.ofMinutes(13));
      assertThat(newIssues(rehearsal, since)).isEmpty();
      assertThat(newIssues(rehearsal, since)).hasSize(1);
    }
  }

  @Test
  void whatIsBackSinceThenIsNewToo(@TempDir Path scratch) throws Exception {
    String world =
        """
        sentry:
          projects: [api]
          issues:
            - { project: api, title: "back for long", first-seen: 30d, back: 2d }
            - { project: api, title: "never gone", first-seen: 30d }
        """;
    try (Rehearsal rehearsal = Rehearsal.faulty(world, scratch, "sentry:regressed@2")) {
      Instant since = rehearsal.now();
      rehearsal.pass(Duration.ofMinutes(1));
      assertThat(newIssues(rehearsal, since)).isEmpty();
      assertThat(newIssues(rehearsal, since))
          .singleElement()
          .extracting(issue -> issue.get("title"))
          .isEqualTo("back again");
    }
  }

  @Test
  void whatSomebodyHasArchivedIsNewAllTheSame(@TempDir Path scratch) throws Exception {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "sentry:ignored")) {
      Instant since = rehearsal.now();
      assertThat(newIssues(rehearsal, since)).isEmpty();
      rehearsal.pass(Duration.ofMinutes(1));
      assertThat(newIssues(rehearsal, since))
          .singleElement()
          .extracting(issue -> issue.get("title"))
          .isEqualTo("ignored");
    }
  }

  @Test
  void whatDoesNotSaySinceWhenItIsBackIsNew(@TempDir Path scratch) throws Exception {
    String issue =
        "{\"id\":\"7\",\"title\":\"x\",\"permalink\":\"https://s.test/7\","
            + "\"firstSeen\":\"2026-01-01T00:00:00Z\",\"project\":{\"slug\":\"api\"}}";
    try (Stub stub =
            new Stub(
                scratch,
                request ->
                    Reply.json(
                        200, request.uri().getPath().endsWith("/7/") ? issue : "[" + issue + "]"));
        SentryClient client = new SentryClient(stub.connection())) {
      Object issues =
          client.perform(
              "new-issues",
              Rehearsal.arguments(
                  "projects", List.of("api"), "since", Instant.parse("2026-11-26T10:00:00Z")),
              stub.call());
      assertThat((List<?>) requireNonNull(issues)).hasSize(1);
    }
  }

  @Test
  void aProjectThatWasRenamedIsNotAnEmptyOne(@TempDir Path scratch) {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "sentry:no-project")) {
      assertThat(failure(() -> newIssues(rehearsal, rehearsal.now())).kind())
          .isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  void sentrySaysInItsOwnWayHowLongToWait(@TempDir Path scratch) {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "sentry:quota")) {
      ServiceFailure failure = failure(() -> newIssues(rehearsal, rehearsal.now()));
      assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
    }
  }

  @Test
  void allPagesAreRead(@TempDir Path scratch) throws Exception {
    StringBuilder world = new StringBuilder("sentry: {projects: [api], issues: [");
    for (int issue = 1; issue <= 230; issue++) {
      world.append("{project: api, title: issue, appears: %ds},".formatted(issue));
    }
    try (Rehearsal rehearsal = Rehearsal.of(world + "]}", scratch)) {
      Instant since = rehearsal.now();
      rehearsal.pass(Duration.ofHours(1));
      assertThat(newIssues(rehearsal, since)).hasSize(230);
    }
  }

  @Test
  void aProjectThatIsNotThereIsNotAnEmptyOne(@TempDir Path scratch) {
    try (Rehearsal rehearsal = Rehearsal.of("sentry: {projects: [web]}", scratch)) {
      ServiceFailure failure = failure(() -> newIssues(rehearsal, rehearsal.now()));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure).hasMessageContaining("does not exist");
    }
  }

  @Test
  void anAnswerThatIsNoListIsNotAnEmptyOne(@TempDir Path scratch) {
    try (Stub stub = new Stub(scratch, _ -> Reply.json(200, "{}"));
        SentryClient client = new SentryClient(stub.connection())) {
      ServiceFailure failure =
          failure(() ->
              client.perform(
                  "new-issues",
                  Rehearsal.arguments("projects", List.of("api"), "since", Instant.EPOCH),
                  stub.call()));
      assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> newIssues(Rehearsal rehearsal, Instant since)
      throws ServiceFailure, InterruptedException {
    return (List<Map<String, Object>>)
        requireNonNull(
            rehearsal.perform("sentry", "new-issues", "projects", List.of("api"), "since", since));
  }
}
