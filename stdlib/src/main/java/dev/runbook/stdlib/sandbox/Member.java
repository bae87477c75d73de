package dev.runbook.stdlib.sandbox;

import java.util.Map;
import java.util.Optional;

/**
 * Somebody of a team.
 *
 * @param name under which they are known on a terminal
 * @param handles under which services know them, by the service's name
 */
public record Member(String name, Map<String, String> handles) {

  public Member {
    handles = Map.copyOf(handles);
  }

  public Optional<String> handle(String service) {
    return Optional.ofNullable(handles.get(service));
  }
}
