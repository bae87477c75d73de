package dev.runbook.spi;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service that runbooks can {@code use}: its declaration in rb4, its client, and its stand-in for
 * rehearsals.
 */
public interface ServiceProvider {

  /** The name by which a runbook uses the service. */
  String service();

  /** The service's declaration: the text of an rb4 file with one {@code service} of this name. */
  String declaration();

  /** A client. Connecting sends nothing: the first request is the first action's. */
  ServiceClient connect(Connection connection);

  /** What a profile may say of the service beside its address; any other key is a mistake there. */
  default List<Setting> settings() {
    return List.of();
  }

  /**
   * What nobody says who should: settings of which one is needed before anything can be asked.
   * Empty where all is said, and of a service that answers anybody. Nothing is sent for it.
   */
  default List<String> lacks(Connection connection) {
    return List.of();
  }

  /**
   * What other tools of the service keep for an address on this machine, by the names of our
   * settings: what counts where neither the profile nor a variable says it. Of what stands there
   * for another host nothing may be told.
   */
  default Map<String, String> kept(URI address, ToolFiles files) {
    return Map.of();
  }

  /** Where the service is if nobody says it, for one that is the same for everybody. */
  default Optional<URI> address() {
    return Optional.empty();
  }

  /**
   * The service as the sandbox plays it; without one, its actions are done by hand in the sandbox.
   */
  default Optional<StandIn> standIn(World world) {
    return Optional.empty();
  }
}
