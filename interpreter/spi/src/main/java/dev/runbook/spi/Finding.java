package dev.runbook.spi;

/**
 * What a look at a service found, before anything depends on it.
 *
 * @param what one sentence for people: "the pipeline x is there"
 * @param advice what to do about it; empty where it is good
 */
public record Finding(String what, Verdict verdict, String advice) {

  /** Whether a run could go on with it. */
  public enum Verdict {
    GOOD,
    BAD,
    /** It cannot be seen by reading. */
    UNSEEN
  }

  public static Finding good(String what) {
    return new Finding(what, Verdict.GOOD, "");
  }

  public static Finding bad(String what, String advice) {
    return new Finding(what, Verdict.BAD, advice);
  }

  public static Finding unseen(String what, String advice) {
    return new Finding(what, Verdict.UNSEEN, advice);
  }

  public boolean good() {
    return verdict == Verdict.GOOD;
  }
}
