package dev.runbook.cli;

import dev.runbook.profile.Configuration;
import dev.runbook.profile.Configuration.Place;
import dev.runbook.profile.Profile;
import dev.runbook.profile.ServiceProfile;
import dev.runbook.spi.ServiceProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code runbook config}: which configuration counts and why, and what it says. */
final class ConfigCommand {

  private ConfigCommand() {}

  /**
   * @param file the runbook for which it is asked, or a folder's stand-in
   */
  static int run(String file, Workspace workspace, Console console) {
    List<Place> places = Configuration.places(Profiles.beside(file), Profiles.MACHINE);
    Optional<Place> counts = places.stream().filter(Place::exists).findFirst();
    for (Place place : places) {
      String standing =
          counts.filter(place::equals).isPresent()
              ? "counts   "
              : place.exists() ? "passed by" : "not there";
      console.result(standing + "  " + place.file() + "  (" + place.why() + ")");
    }
    if (counts.isEmpty()) {
      console.tell("There is no profile: every run is a rehearsal in the sandbox.");
      return ExitCode.DONE;
    }
    Map<String, ServiceProvider> providers = workspace.providers();
    new TreeMap<>(Profiles.read(counts.get().file(), providers))
        .values()
        .forEach(profile -> show(profile, providers, console));
    return ExitCode.DONE;
  }

  private static void show(
      Profile profile, Map<String, ServiceProvider> providers, Console console) {
    console.result("");
    console.result("profile " + profile.name());
    TreeSet<String> byHand = new TreeSet<>(providers.keySet());
    new TreeMap<>(profile.services())
        .forEach((name, service) -> {
          byHand.remove(name);
          show(name, service, console);
        });
    console.result(Layout.wrapped("  by hand: ", "           ", String.join(", ", byHand)));
    new TreeMap<>(profile.teams().members())
        .forEach((team, members) ->
            console.result(
                Layout.wrapped(
                    "  team " + team + ": ",
                    "    ",
                    String.join(", ", members.stream().map(member -> member.name()).toList()))));
  }

  private static void show(String name, ServiceProfile service, Console console) {
    console.result("  " + name + (service.url() == null ? "" : ": " + service.url()));
    service.hosts().forEach(host -> console.result("    may go to " + host));
    new TreeMap<>(service.settings())
        .forEach((key, value) -> console.result("    " + key + ": " + value));
    new TreeMap<>(service.credentials())
        .forEach((key, reference) ->
            console.result(
                "    "
                    + key
                    + ": "
                    + reference.written()
                    + (reference.find(Profiles.MACHINE).isEmpty() ? " (nothing is there)" : "")));
  }
}
