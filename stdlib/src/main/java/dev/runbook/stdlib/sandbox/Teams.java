package dev.runbook.stdlib.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who the members of teams are, as a profile or a world's file says.
 *
 * @param members by the team's name in the runbooks
 */
public record Teams(Map<String, List<Member>> members) {

  /** Nobody is known. */
  public static final Teams NONE = new Teams(Map.of());

  private static final String NAME = "name";

  public Teams {
    members = Map.copyOf(members);
  }

  /**
   * The teams of a file.
   *
   * @param services in which a member may have a handle
   */
  public static Teams read(Facts facts, Collection<String> services) {
    List<String> keys = new ArrayList<>(services);
    keys.add(NAME);
    Map<String, List<Member>> teams = new LinkedHashMap<>();
    for (String team : facts.keys()) {
      List<Member> members = new ArrayList<>();
      for (Facts member : facts.maps(team, keys.toArray(String[]::new))) {
        Map<String, String> handles = new LinkedHashMap<>();
        member.keys().stream()
            .filter(key -> !key.equals(NAME))
            .forEach(key -> handles.put(key, member.text(key)));
        members.add(new Member(member.text(NAME), handles));
      }
      teams.put(team, members);
    }
    return new Teams(teams);
  }

  /** The members of a team; none where nobody says who they are. */
  public List<Member> of(String team) {
    return members.getOrDefault(team, List.of());
  }

  /** Whoever of these teams a service knows under a handle. */
  public Optional<Member> known(Collection<String> teams, String service, String handle) {
    return teams.stream()
        .flatMap(team -> of(team).stream())
        .filter(member -> member.handle(service).filter(handle::equals).isPresent())
        .findFirst();
  }
}
