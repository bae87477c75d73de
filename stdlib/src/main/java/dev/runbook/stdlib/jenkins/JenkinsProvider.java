package dev.runbook.stdlib.jenkins;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.Declaration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Offers the service; loads nothing else until it is connected, because every check instantiates
 * all providers.
 */
public final class JenkinsProvider implements ServiceProvider {

  @Override
  public String service() {
    return "jenkins";
  }

  @Override
  public String declaration() {
    return Declaration.beside(JenkinsProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of("user", "who we are there", "JENKINS_USER_ID", "JENKINS_USER"),
        Setting.credential(
            "token", "an API token of that user", "JENKINS_API_TOKEN", "JENKINS_TOKEN"),
        Setting.credential("password", "a password, where there is no token"),
        Setting.of("version-parameter", "the parameter that names the version; else ImageTag"));
  }

  @Override
  public List<String> lacks(Connection connection) {
    if (connection.setting("user").isEmpty()) {
      return List.of("user");
    }
    return Stream.of("token", "password").allMatch(name -> connection.credential(name).isEmpty())
        ? List.of("token", "password")
        : List.of();
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new JenkinsClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new JenkinsStandIn(world));
  }
}
