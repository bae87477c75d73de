package dev.runbook.dry;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a plan's body speaks of.
 *
 * @param teams by their titles
 * @param ladders by their names
 */
record Mentions(Set<String> teams, Set<String> ladders) {

  static Mentions in(List<Node> body) {
    Mentions mentions = new Mentions(new LinkedHashSet<>(), new LinkedHashSet<>());
    mentions.look(body);
    return mentions;
  }

  private void look(List<Node> nodes) {
    for (Node node : nodes) {
      switch (node.part()) {
        case Part.Confirm confirm -> teams.addAll(confirm.who().teams());
        case Part.Ask ask -> teams.addAll(ask.who().teams());
        case Part.Work work -> teams.addAll(work.who().teams());
        case Part.Escalate escalate -> ladders.add(escalate.ladder());
        default -> {}
      }
      look(node.below());
    }
  }
}
