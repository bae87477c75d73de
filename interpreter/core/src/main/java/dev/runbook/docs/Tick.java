package dev.runbook.docs;

import org.commonmark.node.CustomNode;

/** A box to tick, for something that is done. */
final class Tick extends CustomNode {

  private final String id;

  /**
   * @param id the same in every version of the page in which the place in the run is the same
   */
  Tick(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }
}
