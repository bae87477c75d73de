package dev.runbook.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.door.VirtualTimeline;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.WorldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of faults is what the stand-ins say of themselves. */
class FaultsPageTest {

  private static final String HEAD =
      """
      # What can be asked to go wrong

      `runbook run FILE --fault SERVICE:FAULT` rehearses a runbook while something goes wrong: once, at the first occasion for it, or at a
      later one, as in `jenkins:act-then-reset@3`. The option may be given several times. A fault that finds no occasion is told at the end.

      ## Every service

      What happens between a service and its client. A fault that begins with `act` waits for a request that changes something, as do
      `twice` and `stale`. Of those that end alike for a runbook, `runbook explore` tries one.

      """;

  @Test
  void thePageIsWhatTheStandInsSay(@TempDir Path scratch) throws IOException {
    WorldFile world = WorldFile.parse("empty", "now: 2026-11-26T10:00:00Z\n");
    List<ServiceProvider> providers =
        ServiceLoader.load(ServiceProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    String page;
    try (Sandbox sandbox =
        new Sandbox(world, new VirtualTimeline(world.now()), scratch, providers, List.of())) {
      page = page(new TreeMap<>(sandbox.faults()));
    }
    Path made = Files.writeString(Path.of("target", "faults.md"), page);
    assertThat(Document.ROOT.resolve("docs/faults.md"))
        .as("take over %s where it is right", made.toAbsolutePath())
        .hasContent(page);
  }

  private static String page(Map<String, Map<String, String>> faults) {
    // A service without faults of its own shows those that all have.
    Map<String, String> common = faults.getOrDefault("http", Map.of());
    StringBuilder page = new StringBuilder(HEAD).append(table(common));
    faults.forEach((service, all) -> {
      Map<String, String> own = new TreeMap<>(all);
      own.keySet().removeAll(common.keySet());
      if (!own.isEmpty()) {
        page.append("\n## `").append(service).append("`\n\n").append(table(own));
      }
    });
    return page.toString();
  }

  private static String table(Map<String, String> faults) {
    StringBuilder table = new StringBuilder("| fault | what happens |\n|---|---|\n");
    faults.forEach((name, about) ->
        table.append("| `").append(name).append("` | ").append(about).append(" |\n"));
    return table.toString();
  }
}
