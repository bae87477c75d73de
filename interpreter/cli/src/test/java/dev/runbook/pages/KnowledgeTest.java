package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Balrog's document says of knowledge, environments and escalation stands in the pages. */
class KnowledgeTest {

  /**
   * @param id of the rule
   * @param page where it stands
   * @param words in which it is said, or the address that it is about
   */
  record Fact(String id, String page, List<String> words) {
    Fact(String id, String page, String... words) {
      this(id, page, List.of(words));
    }

    @Override
    public String toString() {
      return id + " in " + page;
    }
  }

  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private static String text(String page) {
    return TEXTS.computeIfAbsent(
        page,
        name -> {
          var document =
              Parser.builder()
                  .extensions(List.of(TablesExtension.create()))
                  .build()
                  .parse(Made.runbook(name, "md"));
          return TextContentRenderer.builder()
              .extensions(List.of(TablesExtension.create()))
              .build()
              .render(document)
              .replaceAll("\\s+", " ");
        });
  }

  static Stream<Fact> facts() {
    String sre =
        "https://mozilla-hub.atlassian.net/wiki/spaces/SRE/pages/27920178/Services+SRE+-+Purple+Team";
    return Stream.of(
        new Fact("R1", "balrog", "Production", "Stage"),
        new Fact("R2", "balrog", "https://aus4-admin.mozilla.org/"),
        new Fact("R3", "balrog", "https://balrog.services.mozilla.com/"),
        new Fact("R4", "balrog", "https://aus5.mozilla.org/"),
        new Fact("R5", "balrog", "Manually, after someone clicks a button in Jenkins"),
        new Fact("R6", "balrog", "Manage and serve production updates."),
        new Fact("R7", "balrog", "https://admin-stage.balrog.nonprod.cloudops.mozgcp.net/"),
        new Fact("R8", "balrog", "https://balrog-admin-static-stage.stage.mozaws.net/"),
        new Fact("R9", "balrog", "https://aus5.allizom.org/"),
        new Fact("R10", "balrog", "When version tags are created in Github"),
        new Fact(
            "R11",
            "balrog",
            "A place to submit staging Releases and verify new Balrog code with automation."),
        new Fact("R12", "deploy-prod", "RelEng is the first point of contact for issues."),
        new Fact(
            "R13",
            "deploy-prod",
            "https://mozilla-hub.atlassian.net/wiki/spaces/RelEng/overview#%F0%9F%93%B2-Contact-Us"),
        new Fact("R14", "escalate", "If RelEng is unable to correct the issue"),
        new Fact("R15", "escalate", "or unavailable, it can be escalated"),
        new Fact("R16", "escalate", "2. Services SRE (Purple)", sre),
        new Fact(
            "R17",
            "investigate",
            "https://yardstick.mozilla.org/d/fRuT9IGZk/balrog?orgId=1&from=now-1h&to=now&timezone=browser&var-env=prod&var-containers=$__all&var-datasource=cdq6ttvymu4g0c&refresh=30s"),
        new Fact(
            "R18",
            "investigate",
            "https://console.cloud.google.com/home/dashboard?project=moz-fx-balrog-prod-3fa2&folder=&organizationId="),
        new Fact(
            "R19",
            "investigate",
            "Exceptions from both the admin and the public apps are aggregated in",
            "https://sentry.io/organizations/mozilla/projects/"),
        new Fact(
            "R20",
            "investigate",
            "Balrog publishes logs to BigQuery",
            "https://console.cloud.google.com/bigquery?project=moz-fx-balrog-prod-3fa2"),
        new Fact("R21", "investigate", "requests\" contains HTTP load balancer logs"),
        new Fact("R22", "investigate", "stdout\" contains application logs sent to stdout"),
        new Fact("R23", "investigate", "stderr\" contains application logs sent to stderr"),
        new Fact("R24", "deploy-prod", "Balrog uses the built-in GCP backups."),
        new Fact(
            "R25",
            "deploy-prod",
            "snapshotted nightly, and incremental backups are done throughout the day"),
        new Fact("R26", "deploy-prod", "recover to within a 5m window"),
        new Fact(
            "R27",
            "restore-database",
            "Database restoration is done by the Services SRE (Purple) team"),
        new Fact("R28", "restore-database", "they should be contacted immediately if needed", sre),
        new Fact(
            "R29",
            "investigate",
            "https://github.com/mozilla-services/cloudops-docs/tree/master/Services/Balrog"),
        new Fact("R30", "investigate", "it is managed by Services SRE (Purple)"),
        new Fact("R38", "schema", "Code and schema changes cannot be done at the same instant"),
        new Fact("R43", "backends", "the schema upgrade is done automatically"),
        new Fact(
            "R48",
            "deploy-stage",
            "To get the new code in stage you must create a new Release in Github."),
        new Fact("R59", "deploy-stage", "to ensure that the next push gets a new version"),
        new Fact("R71", "deploy-prod", "there is nothing else to do but to wait for its end"),
        new Fact(
            "R77",
            "deploy-prod",
            "If you are unable to explain the issue, consult with someone else"),
        new Fact(
            "R90",
            "rollback-prod",
            "The form has the fields \"ImageTag\", \"CloudopsInfraRef\" and \"SopsRef\""));
  }

  @ParameterizedTest
  @MethodSource("facts")
  void itIsThere(Fact fact) {
    assertThat(text(fact.page())).contains(fact.words());
  }
}
