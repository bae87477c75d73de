package dev.runbook.docs;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Plan;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How values are written in a page. What is not known is a placeholder with its type, or without it
 * where the page has introduced its name.
 */
final class Spelling {

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

  private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>:]+): [^<>]+>");

  private final Set<String> introduced = new HashSet<>();

  Spelling(Plan plan) {
    plan.parameters().forEach(parameter -> introduced.add(parameter.name()));
    introduce(plan.body());
  }

  private void introduce(List<Node> nodes) {
    for (Node node : nodes) {
      switch (node.part()) {
        case Part.Named named -> introduced.add(named.name());
        case Part.Ask ask -> introduced.add(ask.name());
        case Part.Each each -> introduced.add("each " + each.variable());
        default -> {}
      }
      introduce(node.below());
    }
  }

  String of(Value value) {
    String shown = UNPRINTABLE.matcher(Show.text(value)).replaceAll("\uFFFD");
    return value instanceof Value.Unknown
        ? PLACEHOLDER.matcher(shown).replaceAll(this::untyped)
        : shown;
  }

  private String untyped(MatchResult placeholder) {
    String label = placeholder.group(1);
    String name = label.replaceAll(" = .*|\\..*", "");
    String shown = introduced.contains(name) ? "<" + label + ">" : placeholder.group();
    return java.util.regex.Matcher.quoteReplacement(shown);
  }
}
