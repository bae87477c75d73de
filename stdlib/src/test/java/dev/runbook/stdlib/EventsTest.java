package dev.runbook.stdlib;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Version;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test lets happen in a service is seen by its client, and not before it happens. */
class EventsTest {

  private static final Pattern DECLARED = Pattern.compile("(?m)^  event ([a-z-]+)\\(");
  private static final String PIPELINE = "shop/deploy";

  private static final String WORLD =
      """
      jenkins:
        pipelines:
          shop/deploy:
            stages:
              - { name: "IMAGE", takes: 20s }
              - { name: "PROMOTE", input: "Promote?", takes: 6m }
            runs:
              - { version: v3.20, started: 2d, stands: "PROMOTE" }
      balrog: { versions: { "https://shop.example.com/": v3.19 } }
      matrix: { rooms: ["#shop:example.com"] }
      slack: { channels: ["#shop"] }
      sentry: { projects: [shop] }
      grafana: { dashboards: { shop: [{ panel: 1, title: "Errors", value: 10 }] } }
      prometheus: { queries: [{ query: "errors", value: 10 }] }
      registry: { images: { example/shop: { tags: [v3.19] } } }
      http: { answers: [{ url: "https://status.example.com/", text: "fine" }] }
      """;

  @TempDir private Path scratch;

  @Test
  void everyDeclaredEventIsTestedHere() {
    Set<String> declared = new HashSet<>();
    for (ServiceProvider provider : Rehearsal.providers()) {
      var names = DECLARED.matcher(provider.declaration());
      while (names.find()) {
        declared.add(provider.service() + "." + names.group(1));
      }
    }
    Set<String> tested = new HashSet<>();
    for (var method : EventsTest.class.getDeclaredMethods()) {
      Played played = method.getAnnotation(Played.class);
      if (played != null) {
        tested.addAll(Arrays.asList(played.value()));
      }
    }
    assertThat(tested).isEqualTo(declared).hasSizeGreaterThan(10);
  }

  @Played("jenkins.started")
  void aRunOfSomebodyElse() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      world.happens("jenkins", "started", "pipeline", PIPELINE, "version", new Version("v3.21"));
      assertThat(run(world)).containsEntry("version", new Version("v3.20"));
      world.pass(Duration.ofMinutes(1));
      assertThat(run(world)).containsEntry("version", new Version("v3.21"));
    }
  }

  @Played({"jenkins.approved", "jenkins.failed"})
  void aStageThatSomebodyApprovesAndThatFails() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      assertThat(state(world)).isEqualTo("waiting");
      world.happens("jenkins", "approved", "pipeline", PIPELINE, "stage", "PROMOTE");
      world.happens("jenkins", "failed", "pipeline", PIPELINE, "stage", "PROMOTE");
      world.pass(Duration.ofMinutes(2));
      assertThat(state(world)).isEqualTo("running");
      world.pass(Duration.ofMinutes(6));
      assertThat(state(world)).isEqualTo("failed");
    }
  }

  @Played("jenkins.aborted")
  void aRunThatSomebodyStops() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      world.happens("jenkins", "aborted", "pipeline", PIPELINE);
      world.pass(Duration.ofMinutes(1));
      assertThat(state(world)).isEqualTo("aborted");
    }
  }

  @Played("matrix.reply")
  void aReplyInARoom() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      Object message =
          world.perform("matrix", "post", "room", "#shop:example.com", "message", "May we?");
      world.happens(
          "matrix",
          "reply",
          "room",
          "#shop:example.com",
          "by",
          "@ada:example.com",
          "words",
          "go ahead");
      assertThat(replies(world, "matrix", message)).isEmpty();
      world.pass(Duration.ofMinutes(1));
      assertThat(replies(world, "matrix", message))
          .singleElement()
          .satisfies(reply -> assertThat(reply.get("words")).isEqualTo("go ahead"))
          .satisfies(reply -> assertThat(reply.get("sender")).isEqualTo("@ada:example.com"));
    }
  }

  @Played({"slack.reply", "slack.reported"})
  void aReplyAndAReportInAChannel() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      Instant since = world.now();
      Object message = world.perform("slack", "post", "channel", "#shop", "message", "May we?");
      world.happens("slack", "reply", "channel", "#shop", "by", "U0ADA00001", "words", "go ahead");
      world.happens("slack", "reported", "channel", "#shop", "by", "Jenkins", "words", "is live");
      world.pass(Duration.ofMinutes(1));
      assertThat(replies(world, "slack", message))
          .singleElement()
          .satisfies(reply -> assertThat(reply.get("words")).isEqualTo("go ahead"));
      Object notices = world.perform("slack", "notices", "channel", "#shop", "since", since);
      assertThat(String.valueOf(notices)).contains("is live");
    }
  }

  @Played("sentry.issue")
  void anException() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      Instant since = world.now();
      world.happens("sentry", "issue", "project", "shop", "title", "KeyError: price");
      assertThat(issues(world, since)).isEmpty();
      world.pass(Duration.ofMinutes(1));
      assertThat(issues(world, since)).hasSize(1);
    }
  }

  @Played("grafana.changes")
  void aChart() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      world.pass(Duration.ofHours(2));
      Instant before = world.now();
      Object chart =
          requireNonNull((List<?>) world.perform("grafana", "charts", "dashboard", "shop"))
              .getFirst();
      world.happens("grafana", "changes", "chart", "Errors", "value", new BigDecimal(50));
      world.pass(Duration.ofMinutes(10));
      assertThat(number(world.perform("grafana", "current", "chart", chart))).isBetween(48.0, 52.0);
      assertThat(number(world.perform("grafana", "baseline", "chart", chart, "before", before)))
          .isBetween(9.0, 11.0);
    }
  }

  private static double number(@Nullable Object value) {
    return ((BigDecimal) requireNonNull(value)).doubleValue();
  }

  @Played("prometheus.changes")
  void aMetric() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      world.happens("prometheus", "changes", "query", "errors", "value", new BigDecimal(50));
      world.pass(Duration.ofMinutes(10));
      assertThat(number(world.perform("prometheus", "value", "query", "errors")))
          .isBetween(48.0, 52.0);
    }
  }

  @Played("balrog.runs")
  void anAddress() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      String address = "https://shop.example.com/";
      world.happens("balrog", "runs", "address", address, "version", new Version("v3.20"));
      world.pass(Duration.ofMinutes(1));
      assertThat(String.valueOf(world.perform("balrog", "version-at", "base", address)))
          .isEqualTo("v3.20");
    }
  }

  @Played("registry.pushed")
  void anImage() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      world.happens("registry", "pushed", "image", "example/shop", "tag", "v3.20");
      assertThat(digest(world)).isNull();
      world.pass(Duration.ofMinutes(1));
      assertThat(digest(world)).isNotNull();
    }
  }

  @Played("http.answers")
  void aWebAddress() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      String url = "https://status.example.com/";
      world.happens(
          "http", "answers", "url", url, "status", new BigDecimal(200), "text", "on fire");
      world.pass(Duration.ofMinutes(1));
      assertThat(world.perform("http", "text", "url", url)).isEqualTo("on fire");
    }
  }

  @Test
  void whatCannotHappenIsTold() throws Exception {
    try (Rehearsal world = Rehearsal.of(WORLD, scratch)) {
      world.happens("sentry", "issue", "project", "shpo", "title", "KeyError");
      world.pass(Duration.ofMinutes(1));
      assertThat(issues(world, world.now())).isEmpty();
      assertThat(world.impossible())
          .containsExactly("sentry.issue: `shpo` is not among the projects of the world's file");
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> run(Rehearsal world)
      throws ServiceFailure, InterruptedException {
    return (Map<String, Object>)
        requireNonNull(world.perform("jenkins", "topmost", "pipeline", PIPELINE));
  }

  private static Object state(Rehearsal world) throws ServiceFailure, InterruptedException {
    return requireNonNull(world.perform("jenkins", "state", "run", run(world)));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> replies(
      Rehearsal world, String service, @Nullable Object message)
      throws ServiceFailure, InterruptedException {
    return (List<Map<String, Object>>)
        requireNonNull(world.perform(service, "replies", "message", message));
  }

  private static List<?> issues(Rehearsal world, Instant since)
      throws ServiceFailure, InterruptedException {
    return (List<?>)
        requireNonNull(
            world.perform("sentry", "new-issues", "projects", List.of("shop"), "since", since));
  }

  private static @Nullable Object digest(Rehearsal world)
      throws ServiceFailure, InterruptedException {
    return world.perform("registry", "digest", "image", "example/shop", "tag", "v3.20");
  }
}
