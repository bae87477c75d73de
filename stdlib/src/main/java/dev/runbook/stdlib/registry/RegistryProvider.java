package dev.runbook.stdlib.registry;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.ToolFiles;
import dev.runbook.spi.World;
import dev.runbook.stdlib.Declaration;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Offers the service; loads nothing else until it is connected, because every check instantiates
 * all providers.
 *
 * <p>The address is that of the registry which holds images without a host. Without a user and a
 * password public images are read.
 */
public final class RegistryProvider implements ServiceProvider {

  @Override
  public String service() {
    return "registry";
  }

  @Override
  public String declaration() {
    return Declaration.beside(RegistryProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.of("user", "who reads images that are not public"),
        Setting.credential("password", "that user's password or token"),
        Setting.of(
            "token-host",
            "the host that hands out tokens and gets the password; else auth.docker.io"));
  }

  @Override
  public Map<String, String> kept(URI address, ToolFiles files) {
    return DockerConfig.kept(address, files);
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(URI.create("https://registry-1.docker.io"));
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new RegistryClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new RegistryStandIn(world));
  }
}
