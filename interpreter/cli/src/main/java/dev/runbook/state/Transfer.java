package dev.runbook.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Brings runs from one folder to another by way of a file. */
final class Transfer {

  private final Locks locks;
  private final Rights rights;

  Transfer(Locks locks, Rights rights) {
    this.locks = locks;
    this.rights = rights;
  }

  /** Writes a run that is held into a file, and the right to go on with it too. */
  static void export(String id, Path record, Path file, Lease lease, String by) {
    try {
      Archive archive = Archive.of(id, record);
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Durable.replace(part, archive.bytes(record, by), Rights.OWNER);
      // Given away before it can be used elsewhere, so that no crash leaves it to two.
      lease.export(new Lock.Exported(file.toString(), by));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      Durable.forceFolderOf(file);
    } catch (IOException e) {
      throw new StateException("The file " + file + " cannot be written: " + Words.of(e) + ".", e);
    }
  }

  void take(Archive archive, Path folder) {
    try {
      if (Files.isDirectory(folder)) {
        String run = Lease.resource(archive.id());
        locks.bringBack(StateFolder.lease(folder), run, () -> goOn(archive, folder));
      } else {
        add(archive, folder);
      }
    } catch (IOException e) {
      throw new StateException(
          "Nothing can be imported into " + folder + ": " + Words.of(e) + ".", e);
    }
  }

  private Path goOn(Archive archive, Path folder) throws IOException {
    Path record = StateFolder.record(folder);
    if (!archive.continues(record)) {
      throw new StateException(
          "Run "
              + archive.id()
              + " is here with entries that the file does not have: the file is older, or both went"
              + " on. Nothing was imported.");
    }
    archive.writeRecord(record, rights);
    return record;
  }

  /** Beside the others first, so that it is never there by half. */
  private void add(Archive archive, Path folder) throws IOException {
    Path fresh = folder.resolveSibling(".import-" + archive.id());
    if (Files.isDirectory(fresh)) {
      Removal.delete(fresh);
    }
    rights.newFolder(fresh);
    archive.writeRecord(StateFolder.record(fresh), rights);
    Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    Durable.forceFolderOf(folder);
  }
}
