package dev.runbook.stdlib.git;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Version;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.TestCall;
import dev.runbook.stdlib.sandbox.VirtualClock;
import dev.runbook.stdlib.sandbox.WorldFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFoldersTest {

  private static final WorldFile WORLD =
      WorldFile.parse(
          "w.yaml",
          """
          now: 2026-11-26T10:00:00Z
          git:
            history:
              - version: v3.1
                files: { README: hello }
              - version: v3.2
                files:
                  db/moved/003_x.py: |
                    def upgrade(migrate_engine):
                        Table("rules", MetaData(migrate_engine)).drop()
          """);

  @Test
  void thoseOfTheProfileTakeThePlaceOfTheRunbooks(@TempDir Path scratch) throws Exception {
    VirtualClock clock = new VirtualClock(WORLD.now());
    try (Sandbox sandbox =
        new Sandbox(WORLD, clock, scratch, List.of(new GitProvider()), List.of())) {
      Connection plain = sandbox.connection("git");
      assertThat(change(plain, clock)).isEqualTo("unchanged");
      assertThat(change(new Moved(plain), clock)).isEqualTo("destructive");
    }
  }

  private static @Nullable Object change(Connection connection, VirtualClock clock)
      throws ServiceFailure, InterruptedException {
    Object diff =
        new GitClient(connection)
            .perform(
                "schema-change",
                Rehearsal.arguments(
                    "from",
                    new Version("v3.1"),
                    "to",
                    new Version("v3.2"),
                    "folders",
                    List.of("src/db/versions")),
                new TestCall(clock, "call"));
    return ((Map<?, ?>) requireNonNull(diff)).get("change");
  }

  private record Moved(Connection plain) implements Connection {

    @Override
    public Optional<URI> base() {
      return plain.base();
    }

    @Override
    public Optional<String> setting(String name) {
      return name.equals("migrations") ? Optional.of("other, db/moved") : plain.setting(name);
    }

    @Override
    public Optional<Secret> credential(String name) {
      return plain.credential(name);
    }

    @Override
    public RunClock clock() {
      return plain.clock();
    }

    @Override
    public URI route(URI wanted) throws ServiceFailure {
      return plain.route(wanted);
    }
  }
}
