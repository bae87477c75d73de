package dev.runbook.stdlib.github;

import java.time.Instant;

/** A release of the simulated GitHub. */
final class SimulatedRelease {

  final long id;
  final Instant created;
  Instant shown;
  String tag;
  String name;
  String notes = "";
  boolean draft;
  boolean prerelease;
  boolean immutable;

  SimulatedRelease(long id, String tag, Instant created) {
    this.id = id;
    this.tag = tag;
    this.name = tag;
    this.created = created;
    this.shown = created;
  }

  /** The address of a draft does not name its tag. */
  String shownTag() {
    return draft ? "untagged-" + id : tag;
  }
}
