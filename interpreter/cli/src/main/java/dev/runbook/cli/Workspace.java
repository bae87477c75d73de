package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Sources;
import dev.runbook.file.Loaded;
import dev.runbook.file.SourceReader;
import dev.runbook.parse.Parsed;
import dev.runbook.parse.Reading;
import dev.runbook.shipped.Shipped;
import dev.runbook.source.Source;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.syntax.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files and services around a command. */
final class Workspace implements Sources {

  /** Behind the name of a text that no file holds. */
  private static final String SERVICE = ".rb4 (service)";

  /** The services that do not come with the program. */
  private final Once<Map<String, ServiceProvider>> plugged;

  /** Trees never change, so one of each serves all that is checked. */
  private final Map<String, Parsed> shipped = new ConcurrentHashMap<>();

  private Workspace(Once<Map<String, ServiceProvider>> plugged) {
    this.plugged = plugged;
  }

  /**
   * @param plugins the folder from the command line; else the plug-in folder
   */
  static Workspace open(@Nullable String plugins) {
    return new Workspace(new Once<>(() -> Plugins.find(plugins)));
  }

  /**
   * The services that runbooks can use, by their names.
   *
   * @throws UsageException where a plug-in is broken
   */
  Map<String, ServiceProvider> providers() {
    Map<String, ServiceProvider> all = Plugins.shipped();
    all.putAll(plugged.get());
    return all;
  }

  /** All mistakes of a file and of what it uses, at once. */
  Checker.Checked check(Source source) {
    return Ahead.check(source, this);
  }

  static Loaded read(String file) {
    return SourceReader.read(path(file), file);
  }

  static Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "`" + file + "` cannot be the name of a file: " + e.getReason() + ".");
    }
  }

  @Override
  public @Nullable Found imported(String path, Source from) {
    Path file;
    try {
      file = Path.of(from.name()).resolveSibling(path).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
    if (!Files.exists(file)) {
      return null;
    }
    Loaded loaded = SourceReader.read(file, file.toString());
    return new Found(loaded.source(), loaded.diagnostics());
  }

  @Override
  public @Nullable Source service(String name) {
    ServiceProvider plugin = plugged.get().get(name);
    if (plugin != null) {
      return new Source(name + SERVICE, plugin.declaration());
    }
    Parsed declared = shipped(name);
    return declared == null ? null : declared.source();
  }

  private @Nullable Parsed shipped(String service) {
    return shipped.computeIfAbsent(
        service,
        name -> {
          SourceFile tree = Shipped.declaration(name);
          return tree == null ? null : new Parsed(tree, List.of());
        });
  }

  @Override
  public Parsed parsed(Source source) {
    Parsed declared = isSound(source) ? shipped(service(source)) : null;
    return declared == null ? Reading.parse(source) : declared;
  }

  /** What comes with the program was checked when it was built. */
  @Override
  public boolean isSound(Source source) {
    return isService(source) && Shipped.services().contains(service(source));
  }

  static boolean isService(Source source) {
    return source.name().endsWith(SERVICE);
  }

  private static String service(Source source) {
    return source.name().substring(0, source.name().length() - SERVICE.length());
  }

  @Override
  public Collection<String> services() {
    Set<String> all = new LinkedHashSet<>(Shipped.services());
    all.addAll(plugged.get().keySet());
    return all;
  }

  @Override
  public Collection<String> beside(Source file) {
    Path folder = Path.of(file.name()).toAbsolutePath().getParent();
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> String.valueOf(each.getFileName()))
          .filter(name -> name.endsWith(".rb4"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The runbooks that files and folders stand for; a folder for all that are in it and below. */
  static List<String> runbooks(List<String> names) {
    List<String> files = new ArrayList<>();
    for (String name : names) {
      Path path = path(name);
      if (!Files.isDirectory(path)) {
        files.add(name);
        continue;
      }
      try (Stream<Path> below = Files.walk(path)) {
        List<String> found =
            below
                .filter(file -> file.toString().endsWith(".rb4") && Files.isRegularFile(file))
                .map(Path::toString)
                .sorted()
                .toList();
        if (found.isEmpty()) {
          throw new UsageException(
              "There is no .rb4 file in `" + name + "`: name a file, or another folder.");
        }
        files.addAll(found);
      } catch (IOException e) {
        throw new UsageException(
            "The folder `" + name + "` cannot be read: " + e.getMessage() + ".");
      }
    }
    return files;
  }
}
