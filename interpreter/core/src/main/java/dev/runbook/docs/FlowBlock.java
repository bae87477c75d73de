package dev.runbook.docs;

import org.commonmark.node.CustomBlock;

/** A diagram of the steps. */
final class FlowBlock extends CustomBlock {

  private final Flow flow;

  FlowBlock(Flow flow) {
    this.flow = flow;
  }

  Flow flow() {
    return flow;
  }
}
