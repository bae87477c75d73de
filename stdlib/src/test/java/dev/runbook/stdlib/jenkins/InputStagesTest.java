package dev.runbook.stdlib.jenkins;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Finding;
import dev.runbook.spi.Finding.Verdict;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline's last runs tell of where it asks. */
class InputStagesTest {

  @TempDir private @Nullable Path scratch;

  @Test
  void aStageThatWasMisspelt() throws Exception {
    Finding found = look(run("SUCCESS", stage("PROD: DEPLOY", "SUCCESS", 900)), "PROD: DEPLOI");
    assertThat(found.verdict()).isEqualTo(Verdict.BAD);
    assertThat(found.what()).isEqualTo("no stage PROD: DEPLOI is seen in the last run of team/app");
    assertThat(found.advice()).isEqualTo("Correct the name: did you mean `PROD: DEPLOY`?");
  }

  @Test
  void aStageThatDoesNotAskAnyMore() throws Exception {
    String runs =
        run(
            "SUCCESS",
            stage("PROD: DEPLOY", "SUCCESS", 0),
            stage("PROD: PROMOTE", "SUCCESS", 61_000));
    Finding found = look(runs, "PROD: DEPLOY");
    assertThat(found.verdict()).isEqualTo(Verdict.BAD);
    assertThat(found.what()).contains("goes through PROD: DEPLOY and asks nobody");
    assertThat(found.advice()).isEqualTo("Find out where it asks now: it asks at PROD: PROMOTE.");
  }

  @Test
  void aStageThatWasLeftBeforeAnybodyCouldTell() throws Exception {
    Finding found = look(run("FAILED", stage("PROD: DEPLOY", "FAILED", 0)), "PROD: DEPLOY");
    assertThat(found.verdict()).isEqualTo(Verdict.UNSEEN);
  }

  @Test
  void aServerThatDoesNotTellHowLongAStageWaited() throws Exception {
    String untold = "{\"name\":\"PROD: DEPLOY\",\"status\":\"SUCCESS\"}";
    assertThat(look(run("SUCCESS", untold), "PROD: DEPLOY").verdict()).isEqualTo(Verdict.UNSEEN);
  }

  @Test
  void oneThatIsNamedOnlyInItsQuestion() throws Exception {
    Finding found =
        look(run("PAUSED_PENDING_INPUT", stage("PROD", "PAUSED_PENDING_INPUT", 5)), "Really?");
    assertThat(found).isEqualTo(Finding.good("team/app asks at Really?"));
  }

  private static String run(String status, String... stages) {
    return "[{\"id\":\"7\",\"status\":\"%s\",\"stages\":[%s]}]"
        .formatted(status, String.join(",", stages));
  }

  private static String stage(String name, String status, int waited) {
    return "{\"name\":\"%s\",\"status\":\"%s\",\"pauseDurationMillis\":%d}"
        .formatted(name, status, waited);
  }

  private Finding look(String runs, String stage) throws Exception {
    try (Stub stub =
            new Stub(
                requireNonNull(scratch),
                request ->
                    request.uri().getPath().endsWith("/wfapi/runs")
                        ? Reply.json(200, runs)
                        : request.uri().getPath().endsWith("/7/wfapi/pendingInputActions")
                            ? Reply.json(200, "[{\"id\":\"A\",\"message\":\"Really?\"}]")
                            : Reply.json(200, "{\"buildable\":true}"));
        JenkinsClient jenkins = new JenkinsClient(stub.connection())) {
      List<Finding> found =
          jenkins.verify(
              "proceed",
              Rehearsal.arguments("run", Map.of("pipeline", "team/app"), "stage", stage),
              stub.call());
      assertThat(found.getFirst()).isEqualTo(Finding.good("the pipeline team/app is there"));
      return found.getLast();
    }
  }
}
