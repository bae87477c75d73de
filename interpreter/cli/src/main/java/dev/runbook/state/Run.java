package dev.runbook.state;

import java.util.List;

/** A run that this process holds. */
public final class Run implements AutoCloseable {

  private final String id;
  private final RecordFile record;
  private final Lease lease;

  Run(String id, RecordFile record, Lease lease) {
    this.id = id;
    this.record = record;
    this.lease = lease;
  }

  public String id() {
    return id;
  }

  public RecordFile record() {
    return record;
  }

  public Lease lease() {
    return lease;
  }

  /** The entries that were there when it was opened. */
  public List<String> lines() {
    return record.lines();
  }

  /** Lets go of it; whether it has ended, its record says. */
  @Override
  public void close() {
    try (lease) {
      record.close();
    }
  }
}
