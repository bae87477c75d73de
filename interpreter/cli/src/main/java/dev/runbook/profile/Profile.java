package dev.runbook.profile;

import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Teams;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A set of real services and people.
 *
 * @param services those with a client; what is not in it is done by hand
 * @param teams who the members of teams are
 * @param proxy through which the services are reached, as an address; null where the environment
 *     says it
 * @param certificates a file of certificates that are trusted beside the JDK's; null where the
 *     environment says it
 * @param sandbox a sandbox that plays all of it; null: the services are real
 */
public record Profile(
    String name,
    Map<String, ServiceProfile> services,
    Teams teams,
    @Nullable String proxy,
    @Nullable String certificates,
    @Nullable URI sandbox) {

  public Profile {
    services = Map.copyOf(services);
  }

  public Optional<ServiceProfile> service(String service) {
    return Optional.ofNullable(services.get(service));
  }

  /**
   * What a service cannot be asked without and is not there, each in words: what its credentials
   * refer to, and what nobody says at all.
   */
  public List<String> missing(ServiceProvider provider, Machine machine, RunClock clock) {
    ServiceProfile said = services.get(provider.service());
    if (sandbox != null || said == null) {
      return List.of();
    }
    List<String> gone =
        new TreeMap<>(said.credentials())
            .entrySet().stream()
                .filter(credential -> credential.getValue().find(machine).isEmpty())
                .map(credential ->
                    "`%s` is said to be at %s, and nothing is there"
                        .formatted(credential.getKey(), credential.getValue().written()))
                .toList();
    if (!gone.isEmpty()) {
      return gone;
    }
    List<String> lacking =
        provider.lacks(new ProfileConnection(this, provider, said, machine, clock));
    return lacking.isEmpty() ? List.of() : List.of(unsaid(lacking, provider));
  }

  private static String unsaid(List<String> names, ServiceProvider provider) {
    String variables =
        provider.settings().stream()
            .filter(setting -> names.contains(setting.name()))
            .flatMap(setting -> setting.variables().stream())
            .collect(Collectors.joining(" or "));
    return "nothing says its "
        + names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" or "))
        + ", and it answers nobody without"
        + (variables.isEmpty() ? "" : " (" + variables + " would do)");
  }

  /** Whether a service has a client; without one it is done by hand. */
  public boolean has(String service) {
    return services.containsKey(service);
  }
}
