package dev.runbook.cli;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A service of somebody else, whose mistakes are told as theirs, by the name of their jar. */
record PluginProvider(Path jar, ServiceProvider provider) implements ServiceProvider {

  @Override
  public String service() {
    return blamed("service()", provider::service);
  }

  @Override
  public String declaration() {
    return blamed("declaration()", provider::declaration);
  }

  @Override
  public ServiceClient connect(Connection connection) {
    ServiceClient client = blamed("connect()", () -> provider.connect(connection));
    return new PluginClient(service(), client);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    try {
      return provider.standIn(world);
    } catch (IllegalArgumentException wrong) {
      // About the world's file, and for whoever wrote that.
      throw wrong;
    } catch (RuntimeException | LinkageError e) {
      throw broken("standIn() failed with " + e);
    }
  }

  private <T> T blamed(String what, Supplier<@Nullable T> call) {
    @Nullable T answer;
    try {
      answer = call.get();
    } catch (RuntimeException | LinkageError e) {
      throw broken(what + " failed with " + e);
    }
    if (answer == null) {
      throw broken(what + " gives null");
    }
    return answer;
  }

  private UsageException broken(String why) {
    return new UsageException("The plug-in " + jar + " is broken: " + why + "." + Plugins.WAY_OUT);
  }

  /** Whether a call that broke off had its effect, nobody knows. */
  private record PluginClient(String service, ServiceClient client) implements ServiceClient {

    @Override
    public @Nullable Object perform(String action, Arguments arguments, CallContext call)
        throws ServiceFailure, InterruptedException {
      try {
        return client.perform(action, arguments, call);
      } catch (RuntimeException | LinkageError e) {
        throw ServiceFailure.inDoubt(
            "The plug-in of " + service + " failed in " + action + ": " + e + ".", e);
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
