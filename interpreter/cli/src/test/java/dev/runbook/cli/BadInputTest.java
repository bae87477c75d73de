package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a service answers that it should not, in whole runs: how the run goes on, and the sentence
 * that somebody reads in the night. It names the service, what was asked, and what to do.
 */
final class BadInputTest {

  private static final String PAGE =
      """
      use pager

      environment live {
      }

      runbook call "Call" in live {
        pager.page("It burns", error, "fire")
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jenkins:token-expired | 1 | Jenkins does not know us (401), so it did not read the newest"
            + " run of gcp-pipelines/balrog/balrog-production that ended well: check the"
            + " credentials of this service.",
        "jenkins:job-gone | 1 | Jenkins refused to read the newest run of"
            + " gcp-pipelines/balrog/balrog-production that ended well (404, \"Not Found\"): look"
            + " whether it is still there under this name, and whether we may see it.",
        "sentry:login-page | 0 | Sentry was asked to list the issues that are new since"
            + " 2026-11-26T10:00:00Z, and a login page answered: sign in on the way to it (VPN,"
            + " single sign-on) or check the credentials of this service.",
        "grafana:no-frames | 0 | Grafana's answer leaves it open: the chart \"Requests per second\""
            + " has no data from 2026-11-26 09:59 to 10:04 UTC; look there by hand, and whether"
            + " what it measures still runs. (asking again in 2s)",
        "grafana:cut | 0 | Grafana was asked to read the dashboard fRuT9IGZk, and its answer cannot"
            + " be used (it is cut off): look there by hand. (asking again in 2s)",
        "jenkins:rate-limited | 0 | wait 30 seconds, then try again. (asking again in 30s)",
        "jenkins:rate-limited-until | 1 | Jenkins asks for patience (429) and did not read the"
            + " newest run of gcp-pipelines/balrog/balrog-production that ended well: wait 90"
            + " seconds, then try again.",
        "jenkins:rate-limited-bare | 0 | wait a while, then try again. (asking again in 2s)",
      })
  void ofARead(String fault, int exit, String sentence) {
    Ran ran =
        Ran.command(
            "run",
            Ran.repository("runbooks/deploy-prod.rb4"),
            "--tag",
            "v3.20",
            "--yes",
            "--fault",
            fault);
    assertThat(words(ran)).contains(sentence);
    assertThat(ran.exit()).isEqualTo(exit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pager:unauthorized | 1 | PagerDuty does not know us (401), so it did not page about fire:"
            + " check the credentials of this service.",
        "pager:moved | 1 | PagerDuty was asked to page about fire, and whether it did is not known"
            + " (status 302, a redirect): look there before trying again. It was looked for and did"
            + " not happen.",
        "pager:moved-307 | 1 | PagerDuty has moved (307) and did not page about fire: correct the"
            + " address of this service.",
        "pager:cut | 0 | PagerDuty was asked to page about fire, and whether it did is not known"
            + " (it is cut off): look there before trying again. It may have happened: looking.",
        "pager:login-page | 1 | PagerDuty was asked to page about fire, and a login page answered:"
            + " sign in on the way to it (VPN, single sign-on) or check the credentials of this"
            + " service.",
        "pager:rate-limited | 0 | wait 30 seconds, then try again. (asking again in 30s)",
        "pager:rate-limited-until | 1 | wait 90 seconds, then try again.",
        "pager:rate-limited-bare | 0 | PagerDuty asks for patience (429) and did not page about"
            + " fire: wait a while, then try again. (asking again in 1m)",
      })
  void ofAChange(String fault, int exit, String sentence) {
    Ran.file(folder, "call.world.yaml", "now: 2026-11-26T10:00:00Z\npager: { kind: pagerduty }\n");
    Ran ran = Ran.command("run", Ran.file(folder, "call.rb4", PAGE), "--yes", "--fault", fault);
    assertThat(words(ran)).contains(sentence);
    assertThat(ran.exit()).isEqualTo(exit);
  }

  @Test
  void aDashboardThatIsGone() throws IOException {
    Ran ran = push("    fRuT9IGZk:", "    another:");
    assertThat(words(ran))
        .contains(
            "Grafana refused to read the dashboard fRuT9IGZk (404",
            "look whether it is still there under this name, and whether we may see it.")
        .doesNotContain("Promote v3.20 to everyone?");
    assertThat(ran.exit()).isEqualTo(ExitCode.TIMED_OUT);
  }

  @Test
  void aSeriesThatStaysEmpty() throws IOException {
    Ran ran = push("value: 5200", "no-data: true");
    assertThat(words(ran))
        .contains(
            "inconclusive: ",
            "Grafana's answer leaves it open: the chart \"Requests per second\" has no data from"
                + " 2026-11-26 09:59 to 10:04 UTC; look there by hand")
        .doesNotContain("Promote v3.20 to everyone?");
    assertThat(ran.exit()).isEqualTo(ExitCode.TIMED_OUT);
  }

  /** A push in the world of its runbook, in which something else stands in one place. */
  private Ran push(String instead, String now) throws IOException {
    String world = Files.readString(Path.of(Ran.repository("runbooks/deploy-prod.world.yaml")));
    assertThat(world).contains(instead);
    return Ran.command(
        "run",
        Ran.repository("runbooks/deploy-prod.rb4"),
        "--tag",
        "v3.20",
        "--yes",
        "--world",
        Ran.file(folder, "changed.world.yaml", world.replace(instead, now)));
  }

  /** Whatever the width that it was laid out for. */
  private static String words(Ran ran) {
    return ran.all().replaceAll("\\s+", " ");
  }
}
