package dev.runbook.console;

/** How a piece of a picture is meant; what that looks like is the terminal's matter. */
public enum Tone {
  PLAIN,
  FAINT,
  STRONG,
  GOOD,
  BAD,
  BUSY,
  /** Nothing here is real. */
  REHEARSED,
  /** All of it is real. */
  REAL
}
