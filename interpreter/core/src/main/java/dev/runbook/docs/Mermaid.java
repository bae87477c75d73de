package dev.runbook.docs;

/** A flow as Mermaid draws it. */
final class Mermaid {

  private Mermaid() {}

  static String of(Flow flow) {
    StringBuilder out = new StringBuilder("flowchart TD\n");
    for (Flow.Box box : flow.boxes()) {
      String text =
          quoted(box.text()) + (box.below().isEmpty() ? "" : "<br>" + quoted(box.below()));
      out.append("  n").append(box.id());
      out.append(
          switch (box.shape()) {
            case STEP -> "[\"" + text + "\"]";
            case GATE -> "{{\"" + text + "\"}}";
            case DECISION -> "{\"" + text + "\"}";
            case DEPLOYMENT -> "[[\"" + text + "\"]]";
            case FORK -> "[/\"" + text + "\"\\]";
            case END -> "([\"" + text + "\"])";
          });
      out.append('\n');
    }
    for (Flow.Arrow arrow : flow.arrows()) {
      String text = arrow.text().isEmpty() ? "" : "|\"" + quoted(arrow.text()) + "\"|";
      out.append("  n" + arrow.from() + " -->" + text + " n" + arrow.to() + "\n");
    }
    return out.toString();
  }

  /** Mermaid has entities of its own. Nothing in a text ends it or becomes HTML. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || " .,:;?!-/+()'=".indexOf(c) >= 0) {
            quoted.appendCodePoint(c);
          } else if (!Character.isISOControl(c)) {
            quoted.append('#').append(c).append(';');
          }
        });
    return quoted.toString();
  }
}
