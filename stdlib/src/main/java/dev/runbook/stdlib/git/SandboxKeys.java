package dev.runbook.stdlib.git;

import dev.runbook.stdlib.sandbox.SandboxRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A key that was made for one rehearsal. Its agent ends by itself once the folder has been deleted.
 */
final class SandboxKeys {

  static final String OWNER = "Sandbox <sandbox@runbook.invalid>";

  private SandboxKeys() {}

  static Path make(Path folder) {
    empty(folder);
    SandboxRepository.run(
        List.of(
            "gpg",
            "--batch",
            "--quiet",
            "--passphrase",
            "",
            "--quick-generate-key",
            OWNER,
            "ed25519",
            "sign",
            "never"),
        "",
        Map.of("GNUPGHOME", folder.toString(), "LC_ALL", "C"));
    return folder;
  }

  /** A folder in which GnuPG finds no key. */
  static Path empty(Path folder) {
    try {
      return Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
