package dev.runbook.stdlib.git;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.Declaration;
import java.util.List;
import java.util.Optional;

/**
 * Offers the service; loads nothing else until it is connected, because every check instantiates
 * all providers.
 *
 * <p>What git itself is configured with, a person's keys, agents and credential helpers, serves
 * here too: nothing of that has to be said again.
 */
public final class GitProvider implements ServiceProvider {

  @Override
  public String service() {
    return "git";
  }

  @Override
  public String declaration() {
    return Declaration.beside(GitProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of("repository", "the folder of a clone"),
        Setting.of(
            "migrations",
            "folders of migrations, with commas between them; else those that a runbook names"),
        Setting.of("remote", "what the clone calls the repository to push to; else origin"),
        Setting.of(
            "signing-key", "the key to sign tags with; else the one that git is configured with"),
        Setting.of("gnupg-home", "the folder of the keys; else GnuPG's own", "GNUPGHOME"));
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new GitClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new GitStandIn(world));
  }
}
