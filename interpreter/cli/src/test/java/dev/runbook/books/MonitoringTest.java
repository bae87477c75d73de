package dev.runbook.books;

import static dev.runbook.books.Knowledge.environment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Symbol;
import dev.runbook.cli.Rehearsed;
import java.util.List;

/** Monitoring, metrics and logs; who manages the infrastructure. */
final class MonitoringTest {

  private static Rehearsed investigated() {
    return World.of("investigate").run();
  }

  private static List<String> queries() {
    return investigated().story().stream()
        .filter(line -> line.startsWith("reads bigquery.rows("))
        .toList();
  }

  @Row(
      value = 17,
      says = "Metrics are available in Grafana/Yardstick",
      file = "investigate",
      at = "| Metrics from deployment environments are available in [Grafana/Yardstick]")
  void r17_theDashboardOfEachEnvironment() {
    String link =
        "https://yardstick.mozilla.org/d/fRuT9IGZk/balrog?orgId=1&from=now-1h&to=now"
            + "&timezone=browser&var-env=prod&var-containers=$__all"
            + "&var-datasource=cdq6ttvymu4g0c&refresh=30s";
    assertThat(investigated().prose()).contains("[Grafana/Yardstick](" + link + ")");
    assertThat(environment("stage").field("metrics"))
        .isEqualTo(link.replace("var-env=prod", "var-env=stage"));
    assertThat(World.push().run().prose()).contains(link);
  }

  @Row(
      value = 18,
      says = "... and in the GCP console",
      file = "investigate",
      at = "| [the GCP console]")
  void r18_theConsole() {
    assertThat(investigated().prose())
        .contains(
            "[the GCP console](https://console.cloud.google.com/home/dashboard"
                + "?project=moz-fx-balrog-prod-3fa2&folder=&organizationId=)");
  }

  @Row(
      value = 19,
      says = "Exceptions from both the Admin and Public apps are aggregated to Sentry",
      file = "investigate",
      at = "| Exceptions from both the admin and the public apps")
  void r19_exceptionsOfAllOfThemAreLookedAt() {
    Rehearsed run = investigated();
    assertThat(run.prose()).contains("[Sentry](https://sentry.io/organizations/mozilla/projects/)");
    assertThat(run.story())
        .anyMatch(line ->
            line.startsWith("reads sentry.new-issues(")
                && line.contains("balrog-admin, balrog-public"))
        .anyMatch(line -> line.startsWith("evidence new exceptions: KeyError: release"));
  }

  @Row(
      value = 20,
      says = "Balrog publishes logs to BigQuery",
      file = "investigate",
      at = "| Balrog publishes logs to BigQuery")
  void r20_theLogsCanBeQueried() {
    assertThat(investigated().prose())
        .contains("(https://console.cloud.google.com/bigquery?project=moz-fx-balrog-prod-3fa2)");
    assertThat(queries()).hasSize(3).allMatch(query -> query.contains("INTERVAL 60 MINUTE"));
    assertThat(investigated().story())
        .anyMatch(line -> line.startsWith("evidence stderr:") && line.contains("KeyError"));
  }

  @Row(
      value = 21,
      says = "The table requests: HTTP load balancer logs",
      file = "investigate",
      at = "| - `requests` contains HTTP load balancer logs")
  void r21_requests() {
    assertTable("requests", "HTTP load balancer logs");
  }

  @Row(
      value = 22,
      says = "The table stdout: application logs sent to stdout",
      file = "investigate",
      at = "| - `stdout` contains application logs sent to stdout")
  void r22_stdout() {
    assertTable("stdout", "application logs sent to stdout");
  }

  @Row(
      value = 23,
      says = "The table stderr: application logs sent to stderr",
      file = "investigate",
      at = "| - `stderr` contains application logs sent to stderr")
  void r23_stderr() {
    assertTable("stderr", "application logs sent to stderr");
  }

  private static void assertTable(String name, String holds) {
    assertThat(investigated().prose()).contains("`" + name + "` contains " + holds);
    assertThat(queries())
        .anyMatch(query -> query.contains("`moz-fx-balrog-prod-3fa2.balrog." + name + "`"));
  }

  @Row(
      value = 29,
      says = "The infrastructure is documented in cloudops-docs",
      file = "investigate",
      at = "| Where Balrog runs is described")
  void r29_whereTheInfrastructureIsDescribed() {
    assertThat(investigated().prose())
        .contains(
            "(https://github.com/mozilla-services/cloudops-docs/tree/master/Services/Balrog)");
  }

  @Row(
      value = 30,
      says = "It is managed by the Services SRE (Purple) team",
      file = "balrog",
      at = "owner sre-purple")
  void r30_whoManagesBothEnvironments() {
    assertThat(Knowledge.of("balrog").names(Symbol.Environment.class))
        .allMatch(name -> environment(name).attribute("owner").equals("sre-purple"));
    assertThat(investigated().prose()).contains("it is managed by Services SRE (Purple)");
  }
}
