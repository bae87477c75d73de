package dev.runbook.cli;

import dev.runbook.journal.Outcome;

/** How the process ends; part of the interface, as scripts decide by it. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;

  /** Nothing was begun: the command line, a file or a parameter is not right. */
  static final int USAGE = 2;

  static final int REJECTED = 3;
  static final int ABORTED = 4;
  static final int TIMED_OUT = 5;

  /** This process went no further with a run that can be resumed. */
  static final int LEFT = 6;

  /** A mistake of the program itself. */
  static final int BUG = 70;

  private ExitCode() {}

  static int of(Outcome outcome) {
    return switch (outcome) {
      case DONE -> DONE;
      case FAILED -> FAILED;
      case REJECTED -> REJECTED;
      case ABORTED -> ABORTED;
      case TIMED_OUT -> TIMED_OUT;
    };
  }
}
