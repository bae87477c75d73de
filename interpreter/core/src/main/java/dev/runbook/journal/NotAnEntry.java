package dev.runbook.journal;

/** A line of a record that is none of ours, or of a later version. */
public final class NotAnEntry extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotAnEntry(String why) {
    super(why, null, false, false);
  }
}
