package dev.runbook.cli;

import dev.runbook.door.People;
import dev.runbook.evaluate.Door;
import dev.runbook.spi.RunClock;

/** Where a run takes place: a simulated world, or the real services of a profile. */
interface Surroundings extends AutoCloseable {

  /** Stands in front of every step and prompt, so that nobody takes one for the other. */
  String mark();

  /** Whether what is done is done to real services. */
  boolean isReal();

  LineLog log();

  RunClock clock();

  Door door(People people);

  /** What there is to tell once the run has ended. */
  void tellAtEnd();

  @Override
  void close();
}
