package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.RealTimeline;
import dev.runbook.profile.Configuration;
import dev.runbook.profile.Machine;
import dev.runbook.profile.Profile;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.YamlException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The profiles that count for a runbook on this machine. */
final class Profiles {

  static final Machine MACHINE =
      new Machine(System::getenv, Path.of(System.getProperty("user.home", "")));

  private Profiles() {}

  /** The folder from which the configuration is looked for. */
  static Path beside(String file) {
    Path folder = Workspace.path(file).toAbsolutePath().getParent();
    return folder == null ? Path.of("").toAbsolutePath() : folder;
  }

  static Profile named(String file, String name, Map<String, ServiceProvider> providers) {
    Optional<Configuration.Place> place = Configuration.find(beside(file), MACHINE);
    if (place.isEmpty()) {
      throw new UsageException(
          (name.isEmpty() ? "There is no profile: no " : "There is no profile `" + name + "`: no ")
              + Configuration.FILE
              + " was found beside the runbook, above it or in "
              + MACHINE.configuration()
              + ". `runbook config` says where it is looked for. Nothing was begun.");
    }
    Map<String, Profile> all = read(place.get().file(), providers);
    Profile profile = all.get(name);
    if (profile == null) {
      throw new UsageException(
          "There is no profile `"
              + name
              + "` in "
              + place.get().file()
              + ": there is "
              + String.join(", ", all.keySet())
              + ". Nothing was begun.");
    }
    return profile;
  }

  /** The profile of a name, or the one that there is where none is named. */
  static Profile only(String file, @Nullable String name, Map<String, ServiceProvider> providers) {
    Optional<Configuration.Place> place = Configuration.find(beside(file), MACHINE);
    if (name == null && place.isPresent()) {
      Map<String, Profile> all = read(place.get().file(), providers);
      if (all.size() != 1) {
        throw new UsageException(
            "Say with --profile which one: there is " + String.join(", ", all.keySet()) + ".");
      }
      return all.values().iterator().next();
    }
    return named(file, name == null ? "" : name, providers);
  }

  /** A run that misses a secret would find that out in the middle of something. */
  static void mustHaveSecrets(
      Profile profile, Program program, Map<String, ServiceProvider> providers) {
    List<String> missing =
        program.modules().stream()
            .flatMap(module -> module.declared().stream())
            .filter(Symbol.Service.class::isInstance)
            .map(Symbol::name)
            .distinct()
            .flatMap(service ->
                missing(profile, service, providers).stream().map(what -> service + ": " + what))
            .toList();
    if (!missing.isEmpty()) {
      throw new UsageException(
          "The profile `"
              + profile.name()
              + "` lacks what the services want:\n"
              + String.join("\n", missing)
              + "\n"
              + "Set the variable, write the file, or say in the profile where it is. Nothing was"
              + " begun.");
    }
  }

  /** What a service of the profile cannot be asked without, see {@link Profile#missing}. */
  static List<String> missing(
      Profile profile, String service, Map<String, ServiceProvider> providers) {
    ServiceProvider provider = providers.get(service);
    return provider == null ? List.of() : profile.missing(provider, MACHINE, new RealTimeline());
  }

  static Map<String, Profile> read(Path file, Map<String, ServiceProvider> providers) {
    try {
      return Configuration.read(file, providers);
    } catch (YamlException e) {
      throw new UsageException(e.getMessage() + " Nothing was begun.");
    }
  }
}
