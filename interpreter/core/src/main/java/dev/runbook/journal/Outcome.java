package dev.runbook.journal;

/** How something ended. The later ones are graver. */
public enum Outcome {
  DONE("done"),
  TIMED_OUT("timed out"),
  FAILED("failed"),
  /** A person said no. */
  REJECTED("rejected"),
  /** A person stopped it. */
  ABORTED("aborted");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  public Outcome graver(Outcome other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
