package dev.runbook.stdlib.matrix;

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
 * <p>Setting {@code base}: the homeserver's address; setting {@code user}: who we are, as in {@code
 * @name:server.org}, whose server is asked for the address where {@code base} is not set. Credential
 * {@code token}: an access token. The environment knows them as MATRIX_HOMESERVER, MATRIX_USER_ID and
 * MATRIX_ACCESS_TOKEN.
 */
public final class MatrixProvider implements ServiceProvider {

  @Override
  public String service() {
    return "matrix";
  }

  @Override
  public String declaration() {
    return Declaration.beside(MatrixProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.credential(
            "token", "an access token, always of the same device", "MATRIX_ACCESS_TOKEN"),
        Setting.of("user", "who we are, as @name:server", "MATRIX_USER_ID"));
  }

  @Override
  public List<String> lacks(Connection connection) {
    return connection.credential("token").isEmpty() ? List.of("token") : List.of();
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new MatrixClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new MatrixStandIn(world));
  }
}
