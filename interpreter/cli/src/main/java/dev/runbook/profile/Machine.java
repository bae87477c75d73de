package dev.runbook.profile;

import dev.runbook.spi.ToolFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a profile takes from the machine on which it is used.
 *
 * @param variables the environment's
 * @param home the user's folder
 */
public record Machine(Function<String, @Nullable String> variables, Path home)
    implements ToolFiles {

  /** A variable that is set and not blank. */
  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
  }

  /** A path as people write it, where {@code ~/} is their home. */
  Path path(String written) {
    return written.startsWith("~/") ? home.resolve(written.substring(2)) : Path.of(written);
  }

  /** {@code $XDG_CONFIG_HOME}, or what stands for it. */
  @Override
  public Path configuration() {
    return variable("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
  }

  @Override
  public Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }
}
