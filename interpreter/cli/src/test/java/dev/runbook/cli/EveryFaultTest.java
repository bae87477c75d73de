package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.door.VirtualTimeline;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.WorldFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault that can be asked for is played in a whole run, or the run says that it was not: what
 * is asked for and does nothing in silence would pass for something that was stood.
 */
final class EveryFaultTest {

  /** A runbook, with what it is given. */
  private record Book(String file, List<String> given) {}

  /**
   * Those at whose first occasion these runs go on as if nothing had been: their client copes, or
   * they do not look at it.
   */
  private static final Set<String> STOOD =
      Set.of(
          "balrog:old-machine",
          "bigquery:duplicate-job",
          "bigquery:late-logs",
          "git:locked",
          "github:draft",
          "github:expired-key",
          "github:lightweight-tag",
          "github:no-user",
          "github:two-drafts",
          "github:unknown-key",
          "github:unsigned",
          "grafana:gaps",
          "jenkins:forgotten",
          "jenkins:gzip",
          "jenkins:unknown-fields",
          "jenkins:unknown-state",
          "pager:late-page",
          "prometheus:gaps",
          "registry:moved-tag",
          "sentry:late-issues",
          "slack:bare-history",
          "slack:late-history",
          "slack:one-a-minute");

  /**
   * Those that wait for somebody who reads what is answered in a room, where --yes answers itself;
   * for a password in place of a token; for a message that is sent again; and for more rows than
   * this world has.
   */
  private static final Set<String> WITHOUT_OCCASION =
      Set.of(
          "matrix:answer-edited",
          "matrix:answer-elsewhere",
          "matrix:answer-withdrawn",
          "matrix:federation-lag",
          "matrix:forgotten-transaction",
          "matrix:stranger",
          "slack:answer-deleted",
          "slack:answer-edited",
          "jenkins:crumb-gone",
          "bigquery:page-token-expired");

  private static final Map<String, Ran> UNDISTURBED = new HashMap<>();

  @TempDir static Path folder;

  static Stream<String> faults() {
    WorldFile world = WorldFile.parse("empty", "now: 2026-11-26T10:00:00Z\n");
    List<ServiceProvider> providers =
        ServiceLoader.load(ServiceProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    List<String> all = new ArrayList<>();
    try (Sandbox sandbox =
        new Sandbox(world, new VirtualTimeline(world.now()), folder, providers, List.of())) {
      Map<String, Map<String, String>> known = new TreeMap<>(sandbox.faults());
      Set<String> common = known.getOrDefault("http", Map.of()).keySet();
      known.forEach((service, own) ->
          own.keySet().stream()
              // What goes wrong on the way is the same for all: one that reads, one that changes.
              .filter(fault -> !common.contains(fault) || service.equals("jenkins"))
              .forEach(fault -> all.add(service + ":" + fault)));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isPlayedOrSaidNotToBe(String fault) {
    for (Book book : books(fault.substring(0, fault.indexOf(':')))) {
      for (List<String> also : List.of(List.<String>of(), doubtful(fault))) {
        List<String> faults = Stream.concat(also.stream(), Stream.of("--fault", fault)).toList();
        Ran ran = run(book, faults);
        assertThat(ran.hasTrace()).as(ran.all()).isFalse();
        boolean happened = words(ran.err()).contains("The fault " + fault + " happened: ");
        assertThat(words(ran.err()).contains("The fault " + fault + " did not happen"))
            .as(ran.all())
            .isNotEqualTo(happened);
        if (happened) {
          assertThat(body(ran).equals(body(undisturbed(book))))
              .as("whether nothing but its name is seen of %s in %s", fault, ran.all())
              .isEqualTo(STOOD.contains(fault));
          assertThat(WITHOUT_OCCASION).doesNotContain(fault);
          return;
        }
      }
    }
    assertThat(WITHOUT_OCCASION).contains(fault);
  }

  /** A message that may have been posted is looked for, and some faults wait for that. */
  private static List<String> doubtful(String fault) {
    return fault.startsWith("matrix:") ? List.of("--fault", "matrix:act-then-reset") : List.of();
  }

  private static Ran undisturbed(Book book) {
    return UNDISTURBED.computeIfAbsent(book.file(), _ -> run(book, List.of()));
  }

  private static Ran run(Book book, List<String> more) {
    List<String> command = new ArrayList<>(List.of("run", book.file()));
    command.addAll(book.given());
    command.add("--yes");
    command.addAll(more);
    return Ran.command(command.toArray(String[]::new));
  }

  private static String body(Ran ran) {
    return Pattern.compile("The fault \\S+ happened: [^.]*\\.")
        .matcher(words(ran.all()))
        .replaceAll("")
        .strip();
  }

  private static String words(String text) {
    return text.replace("[sandbox]", " ").replaceAll("\\s+", " ");
  }

  private static List<Book> books(String service) {
    return switch (service) {
      case "jenkins" ->
          List.of(
              ours("deploy-prod", "--tag", "v3.20"),
              ours("rollback-prod", "--tag", "v3.19"),
              small(service));
      case "matrix", "sentry", "grafana" -> List.of(ours("deploy-prod", "--tag", "v3.20"));
      case "balrog" -> List.of(ours("deploy-prod", "--tag", "v3.20"), small(service));
      case "git", "github", "slack", "registry" ->
          List.of(
              ours("deploy-stage", "--tag", "v3.20"),
              ours("push-ui", "--tag", "v3.20"),
              ours("rollback-ui", "--tag", "v3.08"),
              small(service));
      case "bigquery" -> List.of(ours("investigate"));
      default -> List.of(small(service));
    };
  }

  private static Book ours(String name, String... given) {
    return new Book(Ran.repository("runbooks/" + name + ".rb4"), List.of(given));
  }

  private static Book small(String service) {
    String text =
        switch (service) {
          case "prometheus" ->
              """
              let now-is = prometheus.current("up")
              let before = prometheus.baseline("up", before: now)
              let value = prometheus.value("up")
              | It is ${now-is}, was ${before}, is ${value}.
              """;
          case "cloudsql" ->
              """
              let one = cloudsql.instance("p", "i")
              let all = cloudsql.backups("p", "i")
              | ${one.state}, ${all}
              """;
          case "pager" ->
              """
              let page = pager.page("It burns", warning, "fire")
              wait-for pager.acknowledged(page) every 30s usually 1m up to 10m
              pager.resolve(page)
              """;
          case "balrog" ->
              """
              let reached = balrog.database-reached("https://balrog.test/")
              | ${reached}
              """;
          case "jenkins" ->
              """
              let failed = jenkins.topmost("team/app")
              if failed is none {
                fail "There is no run."
              }
              let log = jenkins.log-end(failed)
              | ${log}
              """;
          case "slack" -> "slack.post(\"#a\", \"Hello\")";
          case "github" -> "github.dispatch(\"a/b\", \"push.yml\", at: \"main\", inputs: [:])";
          case "git", "registry" -> "| Nothing more.";
          case "http" -> "let said = http.text(\"https://status.test/\")\n| ${said}";
          case "shell" -> "let said = shell.output([\"uptime\"])\n| ${said}";
          default -> throw new IllegalArgumentException("no runbook uses " + service);
        };
    Ran.file(
        folder,
        service + ".world.yaml",
        """
        now: 2026-11-26T10:00:00Z
        prometheus: { queries: [{ query: up, value: 5 }] }
        cloudsql: { instances: [{ project: p, instance: i }] }
        pager: { kind: pagerduty, acknowledged: 2m }
        http: { answers: [{ url: "https://status.test/", text: fine }] }
        balrog: { versions: { "https://balrog.test/": v1.0 } }
        slack: { channels: ["#a"] }
        jenkins:
          pipelines:
            team/app: { stages: [{ name: BUILD }], runs: [{ started: 1h, stands: failed }] }
        github: { repository: a/b, workflows: [{ file: push.yml }] }
        shell: { commands: [{ command: [uptime], prints: "up" }] }
        """);
    String file =
        Ran.file(
            folder,
            service + ".rb4",
            "use %s\n\nenvironment live {\n}\n\nrunbook small \"Small\" in live {\n%s\n}\n"
                .formatted(service, text));
    return new Book(file, List.of());
  }
}
