package dev.runbook.profile;

import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which {@code runbook.yaml} counts, and what is in it. */
public final class Configuration {

  public static final String FILE = "runbook.yaml";

  /**
   * A place where the file may be.
   *
   * @param why it is looked for there, for people
   */
  public record Place(Path file, String why) {

    public boolean exists() {
      return Files.isRegularFile(file);
    }
  }

  private Configuration() {}

  /** Where it is looked for, in this order: the first that exists counts, and it alone. */
  public static List<Place> places(Path beside, Machine machine) {
    List<Place> places = new ArrayList<>();
    Path folder = beside.toAbsolutePath().normalize();
    places.add(new Place(folder.resolve(FILE), "beside the runbook"));
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      places.add(new Place(above.resolve(FILE), "above the runbook"));
    }
    Path user = machine.configuration().resolve("runbook").resolve(FILE);
    places.add(new Place(user, "in the user's configuration"));
    return places;
  }

  public static Optional<Place> find(Path beside, Machine machine) {
    return places(beside, machine).stream().filter(Place::exists).findFirst();
  }

  /**
   * The profiles of a file, by name.
   *
   * @throws dev.runbook.stdlib.sandbox.YamlException for the first mistake in it
   */
  public static Map<String, Profile> read(Path file, Map<String, ServiceProvider> providers) {
    return YamlFile.read(file, "a " + FILE).reading(new ProfileReader(providers)::profiles);
  }
}
