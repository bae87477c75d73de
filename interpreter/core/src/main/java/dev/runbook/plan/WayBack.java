package dev.runbook.plan;

/** How a change is taken back, or why it is not. */
public sealed interface WayBack {

  Words words();

  /** In the words in which a person would do it. */
  record By(Words words) implements WayBack {}

  /** There is none, and that is why to think first. */
  record None(Words words) implements WayBack {}

  /** None is needed. */
  record Needless(Words words) implements WayBack {}
}
