package dev.runbook.stdlib.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.github.GHCompare;
import org.kohsuke.github.GHRelease;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHubBuilder;

/** The library as it is reads the stand-in. */
class GithubLibraryTest {

  @Test
  void theLibraryItselfReadsTheStandIn(@TempDir Path scratch) throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(GithubClientTest.WORLD, scratch)) {
      URI base = rehearsal.connection("github").route(URI.create("https://api.github.com"));
      GHRepository repository =
          new GitHubBuilder()
              .withEndpoint(base.toString())
              .withAppInstallationToken("sandbox-token")
              .build()
              .getRepository("example/shop");
      assertThat(repository.getDefaultBranch()).isEqualTo("main");
      assertThat(repository.listReleases().toList())
          .extracting(GHRelease::getTagName)
          .containsExactly("ui-next", "v3.20", "frozen", "ui", "v3.19");
      GHCompare compare = repository.getCompare("v3.19", "v3.20");
      assertThat(compare.getStatus()).isEqualTo(GHCompare.Status.ahead);
      assertThat(repository.getRef("tags/ui").getObject().getType()).isEqualTo("commit");
    }
  }

  @Test
  void whetherWeAreKnownAndMayWriteIsSeenWithoutWriting(@TempDir Path scratch) throws Exception {
    try (Rehearsal rehearsal = Rehearsal.of(GithubClientTest.WORLD, scratch);
        ServiceClient client =
            Rehearsal.provider("github").connect(rehearsal.connection("github"))) {
      assertThat(client.verify(rehearsal.call("look"))).hasSize(1).allMatch(Finding::good);
      Arguments arguments = new Arguments(Map.of("repository", "example/shop"));
      assertThat(client.verify("create-tag", arguments, rehearsal.call("look")))
          .hasSize(1)
          .allMatch(Finding::good);
    }
  }
}
