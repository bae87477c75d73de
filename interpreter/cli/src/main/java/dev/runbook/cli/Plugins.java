package dev.runbook.cli;

import dev.runbook.shipped.Shipped;
import dev.runbook.spi.ServiceProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The services that runbooks can use: those that come with the program, and one's own from the
 * plug-in folder.
 */
final class Plugins {

  static final String WAY_OUT = " Remove it from the plug-in folder, or build it again.";

  private Plugins() {}

  /** Those that come with the program. */
  static Map<String, ServiceProvider> shipped() {
    Map<String, ServiceProvider> providers = new LinkedHashMap<>();
    for (ServiceProvider provider :
        ServiceLoader.load(ServiceProvider.class, Plugins.class.getClassLoader())) {
      providers.put(provider.service(), provider);
    }
    return providers;
  }

  /**
   * Those of a folder.
   *
   * @param named the folder from the command line; else {@code $XDG_DATA_HOME/runbook/plugins}
   */
  static Map<String, ServiceProvider> find(@Nullable String named) {
    Path folder = named == null ? standard() : Path.of(named);
    if (named != null && !Files.isDirectory(folder)) {
      throw new UsageException(
          "There is no folder `"
              + named
              + "`: name the folder of your plug-in jars with --plugins.");
    }
    Map<String, ServiceProvider> plugins = new LinkedHashMap<>();
    for (Path jar : jars(folder)) {
      add(jar, plugins);
    }
    return plugins;
  }

  private static Path standard() {
    String home = System.getenv("XDG_DATA_HOME");
    Path data =
        home == null || home.isBlank()
            ? Path.of(System.getProperty("user.home", ""), ".local", "share")
            : Path.of(home);
    return data.resolve("runbook").resolve("plugins");
  }

  private static List<Path> jars(Path folder) {
    List<Path> jars = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return jars;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      files.forEach(jars::add);
    } catch (IOException e) {
      throw new UsageException(
          "The plug-in folder " + folder + " cannot be read: " + e.getMessage());
    }
    jars.sort(null);
    return jars;
  }

  private static void add(Path jar, Map<String, ServiceProvider> providers) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.getEntry("META-INF/services/" + ServiceProvider.class.getName()) == null) {
        throw new UsageException("The plug-in " + jar + " names no service provider." + WAY_OUT);
      }
    } catch (IOException e) {
      throw new UsageException(
          "The plug-in " + jar + " is no jar that can be read: " + e.getMessage() + "." + WAY_OUT);
    }
    try {
      // Never closed: its classes are used until the process ends.
      URLClassLoader loader =
          new URLClassLoader(new URL[] {jar.toUri().toURL()}, Plugins.class.getClassLoader());
      ServiceLoader.load(ServiceProvider.class, loader).stream()
          .filter(found -> loader.equals(found.type().getClassLoader()))
          .map(found -> new PluginProvider(jar, found.get()))
          .forEach(provider -> {
            if (Shipped.services().contains(provider.service())
                || providers.putIfAbsent(provider.service(), provider) != null) {
              throw new UsageException(
                  "The plug-in "
                      + jar
                      + " brings the service `"
                      + provider.service()
                      + "`, which is there already."
                      + WAY_OUT);
            }
          });
    } catch (ServiceConfigurationError | LinkageError | MalformedURLException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new UsageException(
          "The plug-in " + jar + " cannot be loaded: " + cause + "." + WAY_OUT);
    }
  }
}
