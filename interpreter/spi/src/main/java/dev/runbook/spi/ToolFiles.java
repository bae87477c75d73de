package dev.runbook.spi;

import java.nio.file.Path;
import java.util.Optional;

/** What other tools keep on the machine of the person who runs this. */
public interface ToolFiles {

  /** A variable that is set and not blank. */
  Optional<String> variable(String name);

  /** The person's own folder. */
  Path home();

  /** {@code $XDG_CONFIG_HOME}, or what stands for it. */
  Path configuration();

  /** The text of a file; nothing where it is not there or cannot be read. */
  Optional<String> text(Path file);
}
