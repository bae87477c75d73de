package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.door.RealTimeline;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.SandboxClock;
import dev.runbook.stdlib.sandbox.WorldFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code verify} finds for a runbook of Balrog's, against a sandbox that a profile leads to.
 */
final class VerifyCommandTest {

  @TempDir Path folder;

  @Test
  void everyStageAtWhichAPushWaitsIsLookedForInThePipeline() throws Exception {
    Ran ran = verify("PROD: PROMOTE", "PROD: PROMOTE");
    assertThat(words(ran.out()))
        .contains(
            "ok jenkins: gcp-pipelines/balrog/balrog-production asks at PROD: DEPLOY",
            "ok jenkins: gcp-pipelines/balrog/balrog-production asks at PROD: PROMOTE",
            "ok jenkins: gcp-pipelines/balrog/balrog-admin-production asks at PROD: PROCEED",
            "ok jenkins: gcp-pipelines/balrog/balrog-agent-production asks at PROD: PROCEED")
        .doesNotContain("FAILS", "unseen");
    assertThat(ran.exit()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void aStageThatWasRenamedIsFoundBeforeTheNight() throws Exception {
    Ran ran = verify("\"PROD: PROMOTE\"", "\"PROD: RELEASE\"");
    assertThat(words(ran.out()))
        .contains(
            "FAILS jenkins: no stage PROD: PROMOTE is seen in the last 2 runs of"
                + " gcp-pipelines/balrog/balrog-production: Correct the name");
    assertThat(ran.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains("1 thing would fail.");
  }

  @Test
  void aPipelineThatHasNotRunYetTellsNothing() throws Exception {
    Ran ran =
        verify(
            """
                    - { version: v3.19, started: 14d, stands: succeeded }
                    - { version: v3.20, started: 2d, stands: "PROD: DEPLOY" }
            """,
            "        []\n");
    assertThat(words(ran.out()))
        .contains(
            "unseen jenkins: whether gcp-pipelines/balrog/balrog-production asks at PROD: PROMOTE"
                + " cannot be seen: it has not run yet");
    assertThat(ran.exit()).isEqualTo(ExitCode.DONE);
    assertThat(words(ran.err()))
        .contains("Nothing was found that would fail. 2 things could not be seen.");
  }

  /** In the world of the runbook, in which something else stands in some places. */
  private Ran verify(String instead, String now) throws Exception {
    try (var books = Files.list(Path.of(Ran.repository("runbooks")))) {
      for (Path book : books.filter(file -> file.toString().endsWith(".rb4")).toList()) {
        Files.copy(book, folder.resolve(book.getFileName()));
      }
    }
    String text = Files.readString(Path.of(Ran.repository("runbooks/deploy-prod.world.yaml")));
    assertThat(text).contains(instead);
    WorldFile world = WorldFile.parse("changed", text.replace(instead, now));
    List<ServiceProvider> providers =
        ServiceLoader.load(ServiceProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    SandboxClock clock = new SandboxClock(new RealTimeline(), world.now(), true);
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    try (Sandbox sandbox = new Sandbox(world, clock, scratch, providers, List.of())) {
      Ran.file(
          folder,
          "runbook.yaml",
          """
          profiles:
            play:
              sandbox: http://%s
              services: { jenkins: {} }
          """
              .formatted(sandbox.authority()));
      return Ran.command(
          "verify",
          folder.resolve("deploy-prod.rb4").toString(),
          "--profile",
          "play",
          "--tag",
          "v3.20");
    }
  }

  /** Whatever the width that it was laid out for. */
  private static String words(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
