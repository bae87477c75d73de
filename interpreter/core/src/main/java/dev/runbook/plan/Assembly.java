package dev.runbook.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Puts a plan together from its parts, as they come. */
public final class Assembly {

  /** What happens with a part. */
  public enum Edge {
    BEGINS,
    ENDS,
    /** Nothing is below it. */
    WHOLE
  }

  private record Open(Part part, List<Node> below) {}

  private final List<Node> top = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();

  public void add(Edge edge, Part part) {
    switch (edge) {
      case BEGINS -> open.push(new Open(part, new ArrayList<>()));
      case ENDS -> {
        Open ended = open.pop();
        place(new Node(ended.part, ended.below));
      }
      case WHOLE -> place(new Node(part, List.of()));
    }
  }

  private void place(Node node) {
    List<Node> around = open.isEmpty() ? top : open.peek().below;
    around.add(node);
  }

  public List<Node> nodes() {
    return List.copyOf(top);
  }
}
