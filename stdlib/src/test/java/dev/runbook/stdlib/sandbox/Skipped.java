package dev.runbook.stdlib.sandbox;

import org.opentest4j.TestAbortedException;

/** Leaves a test out, and says so where a person sees it: nothing is left out in silence. */
public final class Skipped {

  private Skipped() {}

  /**
   * To be thrown by the test that is left out.
   *
   * @param why what is missing, and how to get it
   */
  public static TestAbortedException because(String why) {
    System.out.println("Tests left out: " + why);
    return new TestAbortedException(why);
  }
}
