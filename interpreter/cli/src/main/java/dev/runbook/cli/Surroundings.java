package dev.runbook.cli;

import dev.runbook.door.People;
import dev.runbook.evaluate.Door;

/** Where a run takes place: a simulated world, or the real services of a profile. */
interface Surroundings extends AutoCloseable {

  /** Stands in front of every step and prompt, so that nobody takes one for the other. */
  String mark();

  LineLog log();

  Door door(People people);

  /** What there is to tell once the run has ended. */
  void tellAtEnd();

  @Override
  void close();
}
