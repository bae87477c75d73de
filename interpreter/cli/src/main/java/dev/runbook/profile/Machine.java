package dev.runbook.profile;

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
public record Machine(Function<String, @Nullable String> variables, Path home) {

  /** A variable that is set and not blank. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
  }

  /** A path as people write it, where {@code ~/} is their home. */
  Path path(String written) {
    return written.startsWith("~/") ? home.resolve(written.substring(2)) : Path.of(written);
  }

  /** {@code $XDG_CONFIG_HOME}, or what stands for it. */
  public Path configuration() {
    return variable("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
  }
}
