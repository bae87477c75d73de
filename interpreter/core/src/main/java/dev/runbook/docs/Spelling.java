package dev.runbook.docs;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Plan;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How values are written in a page. What is not known is a placeholder with its type, or without it
 * where the page has introduced its name.
 */
final class Spelling {

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f&&[^\n\t]]");

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
    String shown = printable(Show.text(value));
    return value instanceof Value.Unknown ? untyped(shown) : shown;
  }

  private static String printable(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isISOControl(c) && c != '\n' && c != '\t') {
        return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
      }
    }
    return text;
  }

  /** Every {@code <label: type>} without its type, where the page has introduced the label. */
  private String untyped(String shown) {
    StringBuilder untyped = new StringBuilder();
    int from = 0;
    for (int open = shown.indexOf('<'); open >= 0; open = shown.indexOf('<', open + 1)) {
      int close = shown.indexOf('>', open);
      int colon = shown.indexOf(": ", open);
      int inner = shown.indexOf('<', open + 1);
      boolean whole = colon > open + 1 && close > colon + 2 && (inner < 0 || inner > close);
      if (whole && introduced.contains(name(shown.substring(open + 1, colon)))) {
        untyped.append(shown, from, colon).append('>');
        from = close + 1;
      }
    }
    return untyped.append(shown, from, shown.length()).toString();
  }

  /** What a label is of: {@code tag} for {@code tag.part} and for {@code tag = v3.20}. */
  private static String name(String label) {
    int dot = label.indexOf('.');
    int equals = label.indexOf(" = ");
    int end = dot < 0 ? equals : equals < 0 ? dot : Math.min(dot, equals);
    return end < 0 ? label : label.substring(0, end);
  }
}
