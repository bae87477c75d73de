package dev.runbook.stdlib.balrog;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.Version;
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

/** What an application says of itself. */
class BalrogClientTest {

  @Test
  void theVersionIsReadWithOrWithoutASlashAtTheEnd(@TempDir Path scratch) throws Exception {
    String world =
        "balrog: {versions: {'https://a.test/': v3.19, 'https://b.test/': v3.20-x,"
            + " 'https://c.test/': unknown}}";
    try (Rehearsal rehearsal = Rehearsal.of(world, scratch)) {
      assertThat(rehearsal.perform("balrog", "version-at", "base", "https://a.test/"))
          .isEqualTo(new Version("v3.19"));
      assertThat(rehearsal.perform("balrog", "version-at", "base", "https://b.test"))
          .isEqualTo(new Version("v3.20-x"));
      assertThat(rehearsal.perform("balrog", "version-at", "base", "https://c.test/")).isNull();
      assertThat(
              failure(() -> rehearsal.perform("balrog", "version-at", "base", "https://d.test/"))
                  .kind())
          .isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure(() -> rehearsal.perform("balrog", "version-at", "base", "a.test")).kind())
          .isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  void whileAVersionIsRolledOutOldAndNewOnesAnswer(@TempDir Path scratch) throws Exception {
    String world = "balrog: {versions: {'https://a.test/': v3.19}}";
    try (Rehearsal rehearsal = Rehearsal.faulty(world, scratch, "balrog:unknown-version@4")) {
      assertThat(versions(rehearsal))
          .isEqualTo(List.of(new Version("v3.19"), new Version("v3.19"), new Version("v3.19")));
      assertThat(failure(() -> versions(rehearsal)).kind()).isEqualTo(Kind.UNREADABLE);
    }
  }

  private static @Nullable Object versions(Rehearsal rehearsal) throws Exception {
    return rehearsal.perform(
        "balrog", "versions-at", "base", "https://a.test/", "samples", BigDecimal.valueOf(3));
  }

  @Test
  void aCacheDoesNotHideThatTheDatabaseIsLost(@TempDir Path scratch) throws Exception {
    String world = "balrog: {versions: {'https://a.test/': v3.19}}";
    try (Rehearsal rehearsal = Rehearsal.faulty(world, scratch, "balrog:cached-heartbeat")) {
      assertThat(rehearsal.perform("balrog", "database-reached", "base", "https://a.test/"))
          .isEqualTo(false);
    }
  }

  @Test
  void anApplicationThatDoesNotReachItsDatabaseSaysSo(@TempDir Path scratch) throws Exception {
    String world = "balrog: {versions: {'https://a.test/': v3.19}}";
    try (Rehearsal rehearsal = Rehearsal.faulty(world, scratch, "balrog:no-database")) {
      assertThat(rehearsal.perform("balrog", "database-reached", "base", "https://a.test/"))
          .isEqualTo(false);
      assertThat(rehearsal.perform("balrog", "database-reached", "base", "https://a.test/"))
          .isEqualTo(true);
      assertThat(rehearsal.perform("balrog", "alive", "base", "https://a.test/")).isEqualTo(true);
    }
  }

  @Test
  void machinesThatSayAnotherVersion(@TempDir Path scratch) throws Exception {
    String world =
        """
        balrog: { versions: { "https://a.test/": v1.0 } }
        jenkins:
          pipelines: { p: { stages: [{ name: GO, takes: 1s, serves: ["https://a.test/"] }] } }
        """;
    Object[] base = {"base", "https://a.test/"};
    try (Rehearsal rehearsal =
        Rehearsal.faulty(world, scratch, "balrog:old-machine", "balrog:unknown-version@2")) {
      rehearsal.perform(
          "jenkins", "start", "pipeline", "p", "parameters", Map.of("ImageTag", "v2.0"));
      rehearsal.pass(Duration.ofMinutes(1));
      assertThat(rehearsal.perform("balrog", "version-at", base)).isEqualTo(new Version("v1.0"));
      assertThat(rehearsal.perform("balrog", "version-at", base)).isNull();
      assertThat(rehearsal.perform("balrog", "version-at", base)).isEqualTo(new Version("v2.0"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "{}, UNREADABLE",
    "'{\"version\":\"three\"}', UNREADABLE",
    "<html></html>, UNAUTHORIZED"
  })
  void anythingElseIsInconclusive(String body, Kind kind, @TempDir Path scratch) {
    try (Stub stub = new Stub(scratch, _ -> Reply.json(200, body));
        BalrogClient client = new BalrogClient(stub.connection())) {
      assertThat(
              failure(() ->
                      client.perform(
                          "version-at", Rehearsal.arguments("base", Stub.BASE), stub.call()))
                  .kind())
          .isEqualTo(kind);
    }
  }
}
