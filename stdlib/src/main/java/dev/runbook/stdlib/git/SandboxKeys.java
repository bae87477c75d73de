package dev.runbook.stdlib.git;

import dev.runbook.stdlib.sandbox.SandboxRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A key that was made for one rehearsal. Its agent ends by itself once the folder has been deleted.
 */
final class SandboxKeys {

  static final String OWNER = "Sandbox <sandbox@runbook.invalid>";

  private SandboxKeys() {}

  static Path make(Path folder) {
    return make(folder, "", "never");
  }

  /** One that was good for a day, long ago. */
  static Path expired(Path folder) {
    return make(folder, "", "1d", "--faked-system-time", "20200101T000000");
  }

  /** One whose passphrase nobody tells. */
  static Path locked(Path folder) {
    make(folder, "nobody tells", "never");
    run(folder, List.of("gpgconf", "--kill", "gpg-agent"));
    return folder;
  }

  private static Path make(Path folder, String passphrase, String expires, String... options) {
    empty(folder);
    List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--quiet"));
    command.addAll(List.of(options));
    command.addAll(List.of("--pinentry-mode", "loopback", "--passphrase", passphrase));
    command.addAll(List.of("--quick-generate-key", OWNER, "ed25519", "sign", expires));
    run(folder, command);
    return folder;
  }

  private static void run(Path folder, List<String> command) {
    SandboxRepository.run(command, "", Map.of("GNUPGHOME", folder.toString(), "LC_ALL", "C"));
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
