package dev.runbook.state;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What is found where every line of a record is checked.
 *
 * @param last the hash of the last entry, by which a copy can be told to be the same; empty where
 *     there is none
 * @param torn how many bytes at the end are no whole entry
 */
public record RecordAudit(int entries, String last, long torn) {

  /**
   * @throws RecordDamaged where it does not hold
   */
  public static RecordAudit of(Path record) {
    try {
      RecordReader read = RecordReader.read(record);
      return new RecordAudit(read.lines().size(), read.last(), read.dropped());
    } catch (IOException e) {
      throw new StateException("The record " + record + " cannot be read: " + Words.of(e) + ".", e);
    }
  }
}
