package dev.runbook.spi;

/**
 * What a look at a service found, before anything depends on it.
 *
 * @param what one sentence for people: "the pipeline x is there"
 * @param good whether a run could go on with it
 * @param advice what to do about it; empty where it is good
 */
public record Finding(String what, boolean good, String advice) {

  public static Finding good(String what) {
    return new Finding(what, true, "");
  }

  public static Finding bad(String what, String advice) {
    return new Finding(what, false, advice);
  }
}
