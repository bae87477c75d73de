package dev.runbook.profile;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a profile says of one service.
 *
 * @param url where it is; null where the profile leaves that to the machine or to the binding
 * @param hosts where else it may go: addresses with a scheme
 * @param settings what anybody may read
 * @param credentials references to what nobody may
 */
public record ServiceProfile(
    @Nullable URI url,
    List<URI> hosts,
    Map<String, String> settings,
    Map<String, Reference> credentials) {

  public ServiceProfile {
    hosts = List.copyOf(hosts);
    settings = Map.copyOf(settings);
    credentials = Map.copyOf(credentials);
  }
}
