package dev.runbook.plan;

import java.util.List;

/** A part, and what belongs to it. */
public record Node(Part part, List<Node> below) {
  public Node {
    below = List.copyOf(below);
  }
}
