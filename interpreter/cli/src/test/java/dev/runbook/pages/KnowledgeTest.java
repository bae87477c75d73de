package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.cli.Commanded;
import dev.runbook.documentation.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Balrog's document says of knowledge, environments and escalation stands in the pages. */
class KnowledgeTest {

  private static final List<String> FORMATS = List.of("md", "rst", "html");
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  /** The rows of the document's rules that are of these kinds. */
  private static final String ROWS =
      "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 38 43 48 59"
          + " 71 77 90";

  @TempDir static Path folder;

  /**
   * @param id of the rule
   * @param page where it stands
   * @param words in which it is said, or the address that it is about; in a table behind its column
   *     and row
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

  static Stream<Fact> facts() {
    String sre =
        "https://mozilla-hub.atlassian.net/wiki/spaces/SRE/pages/27920178/Services+SRE+-+Purple+Team";
    return Stream.of(
        new Fact(
            "R1",
            "balrog",
            "Production, Protected: changes are confirmed by",
            "Stage, Protected: no"),
        new Fact("R2", "balrog", "Production, Admin API: https://aus4-admin.mozilla.org/"),
        new Fact("R3", "balrog", "Production, Admin UI: https://balrog.services.mozilla.com/"),
        new Fact("R4", "balrog", "Production, Public: https://aus5.mozilla.org/"),
        new Fact(
            "R5",
            "balrog",
            "Production, Deploys: Manually, after someone clicks a button in Jenkins"),
        new Fact("R6", "balrog", "Production, Purpose: Manage and serve production updates."),
        new Fact(
            "R7",
            "balrog",
            "Stage, Admin API: https://admin-stage.balrog.nonprod.cloudops.mozgcp.net/"),
        new Fact(
            "R8", "balrog", "Stage, Admin UI: https://balrog-admin-static-stage.stage.mozaws.net/"),
        new Fact("R9", "balrog", "Stage, Public: https://aus5.allizom.org/"),
        new Fact("R10", "balrog", "Stage, Deploys: When version tags are created in Github"),
        new Fact(
            "R11",
            "balrog",
            "Stage, Purpose: A place to submit staging Releases and verify new Balrog code with"
                + " automation."),
        new Fact("R12", "deploy-prod", "RelEng is the first point of contact for issues."),
        new Fact(
            "R13",
            "deploy-prod",
            "https://mozilla-hub.atlassian.net/wiki/spaces/RelEng/overview#%F0%9F%93%B2-Contact-Us"),
        new Fact("R14", "escalate", "If RelEng is unable to correct the issue"),
        new Fact("R15", "escalate", "or unavailable, it can be escalated"),
        new Fact("R16", "escalate", "Services SRE (Purple), for at most 30m: " + sre),
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
        new Fact("R21", "investigate", "requests contains HTTP load balancer logs"),
        new Fact("R22", "investigate", "stdout contains application logs sent to stdout"),
        new Fact("R23", "investigate", "stderr contains application logs sent to stderr"),
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
            "The form has the fields ImageTag, CloudopsInfraRef and SopsRef"));
  }

  static Stream<Arguments> inEachFormat() {
    return facts().flatMap(fact -> FORMATS.stream().map(format -> Arguments.of(fact, format)));
  }

  @ParameterizedTest
  @MethodSource("inEachFormat")
  void itIsThere(Fact fact, String format) {
    String text =
        TEXTS.computeIfAbsent(
            fact.page() + "." + format,
            _ -> Seen.of(Made.runbook(fact.page(), format), format, folder));
    assertThat(text).contains(fact.words());
  }

  /** Whoever takes it out of the runbooks takes it out of the page, or has no page. */
  @ParameterizedTest
  @MethodSource("facts")
  void itIsThereBecauseARunbookSaysIt(Fact fact, @TempDir Path books) throws IOException {
    String said = fact.words().getFirst().replaceFirst("^[A-Z]\\w+, [A-Z][A-Za-z ]+: ", "");
    Pattern words = inAFile(said);
    boolean taken = false;
    for (Path file : Made.files(Document.ROOT.resolve("runbooks"))) {
      String text = file.toString().endsWith(".rb4") ? Made.read(file) : "";
      String without = words.matcher(text).replaceAll("gone");
      taken |= !without.equals(text);
      Files.writeString(books.resolve(String.valueOf(file.getFileName())), without);
    }
    assertThat(taken).as("%s stands in a runbook", words).isTrue();
    String page = books.resolve(fact.page() + ".rb4").toString();
    Commanded docs = Commanded.of("docs", page, "--format", "html");
    boolean seen =
        docs.exit() == 0 && Seen.of(docs.out(), "html", books).contains(fact.words().getFirst());
    assertThat(seen).isFalse();
  }

  /** Words as their author may have laid them out. */
  private static Pattern inAFile(String said) {
    String spelled =
        switch (said) {
          case "recover to within a 5m window" -> "recovery-window = 5m";
          case "changes are confirmed by" -> "protected";
          default ->
              said.replaceFirst(
                  ", for at most .*| has the fields .*| is (the first point|managed).*", "");
        };
    String between = "[\\s|`*]+";
    return Pattern.compile(
        Arrays.stream(spelled.split(" ", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(between)));
  }

  @Test
  void everyRowOfTheseKindsIsLookedFor() {
    assertThat(facts().map(fact -> fact.id().substring(1))).containsExactly(ROWS.split(" ", -1));
  }

  /** Where the table of the document's rules is at hand. */
  @Test
  void theseAreTheRows() throws IOException {
    String contracts = System.getProperty("contracts");
    Path table =
        Document.ROOT
            .resolve(contracts == null ? "" : contracts)
            .resolve("../reference/balrog-requirements.tsv");
    Assumptions.assumeTrue(contracts != null && Files.exists(table), "there is no " + table);
    TreeSet<Integer> rows = new TreeSet<>();
    for (String line : Files.readAllLines(table)) {
      List<String> cells = List.of(line.split("\t", -1));
      if (List.of("knowledge", "environment", "escalation").contains(cells.get(4))) {
        rows.add(Integer.valueOf(cells.getFirst().substring(1)));
      }
    }
    assertThat(rows.stream().map(String::valueOf).collect(Collectors.joining(" "))).isEqualTo(ROWS);
  }
}
