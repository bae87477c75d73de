package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nothing calls itself, not through others either: a run has an end, and can be shown before it
 * begins.
 */
final class Cycles {

  private final Checking checking;
  private final CallGraph graph;
  private final Set<CallGraph.Node> done = new HashSet<>();
  private final List<CallGraph.Node> path = new ArrayList<>();

  Cycles(CallGraph graph, Checking checking) {
    this.graph = graph;
    this.checking = checking;
  }

  void check(Module module) {
    for (Symbol symbol : module.declared()) {
      visit(new CallGraph.Node.Declared(symbol));
    }
  }

  private void visit(CallGraph.Node node) {
    if (done.contains(node)) {
      return;
    }
    path.add(node);
    for (CallGraph.Use use : graph.uses(node)) {
      CallGraph.Node to = use.to();
      int start = to == null ? -1 : path.indexOf(to);
      if (start >= 0) {
        circle(path.subList(start, path.size()), use);
      } else if (to != null) {
        visit(to);
      }
    }
    path.removeLast();
    done.add(node);
  }

  private void circle(List<CallGraph.Node> circle, CallGraph.Use closing) {
    // The type of a field in a circle cannot be found, and that is told there.
    if (circle.stream().allMatch(CallGraph.Node.Looked.class::isInstance)) {
      return;
    }
    String way =
        circle.stream().map(node -> "`" + node.name() + "` calls ").collect(Collectors.joining());
    boolean self = circle.size() == 1;
    String name = circle.getFirst().name();
    checking.tell(
        Checking.at(
                Code.RB2011,
                closing.module(),
                closing.span(),
                self ? "`" + name + "` calls itself" : "these calls go round in a circle")
            .label(self ? "calls itself" : "leads back to `" + name + "`")
            .note(way + "`" + name + "`.")
            .note("What calls itself may never end, and cannot be shown before it begins.")
            .fix("Say it with a loop: `for each` over a list, or `retry` with a number of times."));
  }
}
