package dev.runbook.state;

import java.util.List;

/** A run that this process holds. */
public final class Run implements AutoCloseable {

  private final String id;
  private final RecordFile record;

  Run(String id, RecordFile record) {
    this.id = id;
    this.record = record;
  }

  public String id() {
    return id;
  }

  public RecordFile record() {
    return record;
  }

  /** The entries that were there when it was opened. */
  public List<String> lines() {
    return record.lines();
  }

  @Override
  public void close() {
    record.close();
  }
}
