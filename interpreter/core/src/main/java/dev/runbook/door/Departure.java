package dev.runbook.door;

/**
 * This process goes no further with the run, which has not ended: it can be resumed. Nothing is put
 * right on the way out, because nothing was given up.
 */
public class Departure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Departure(String why) {
    super(why, null, false, false);
  }

  public Departure(String why, Throwable cause) {
    super(why, cause, false, false);
  }

  /** Whether the branches beside this one go no further either. */
  public boolean endsAll() {
    return true;
  }
}
