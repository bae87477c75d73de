package dev.runbook.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Who may read what is kept: its owner alone, or the group too where the root was made for one.
 * Others never may.
 */
enum Rights {
  OWNER(0),
  GROUP(0070);

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final String MODE = "unix:mode";

  private final int more;

  Rights(int more) {
    this.more = more;
  }

  static Rights of(Path folder) throws IOException {
    return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.GROUP_WRITE)
        ? GROUP
        : OWNER;
  }

  /** Makes a folder unless it is there. */
  void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      try {
        newFolder(folder);
      } catch (FileAlreadyExistsException e) {
        // Another process was quicker, and made the same.
      }
    }
  }

  /** Makes a folder, or throws {@link FileAlreadyExistsException}. */
  void newFolder(Path folder) throws IOException {
    Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    widen(folder, more);
    Durable.forceFolderOf(folder);
  }

  /** Makes an empty file, or throws {@link FileAlreadyExistsException}. */
  void file(Path file) throws IOException {
    Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
    widen(file, more & 0060);
  }

  /** By the mode, because a set of permissions would clear the bit that hands the group on. */
  private static void widen(Path path, int bits) throws IOException {
    if (bits != 0) {
      Files.setAttribute(path, MODE, (Integer) Files.getAttribute(path, MODE) | bits);
    }
  }
}
