package dev.runbook.example.binding;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** What {@code META-INF/services} names, and all that Runbook knows of this jar. */
public final class StatuspageProvider implements ServiceProvider {

  @Override
  public String service() {
    return "statuspage";
  }

  @Override
  public String declaration() {
    try (InputStream file = StatuspageProvider.class.getResourceAsStream("statuspage.rb4")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new StatuspageClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new StatuspageStandIn(world));
  }
}
