package dev.runbook.docs;

import dev.runbook.plan.Words;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** One paragraph, put together piece by piece. */
final class Line {

  private final Prose prose;
  private final Paragraph paragraph = new Paragraph();
  private final List<Node> ending = new ArrayList<>();

  Line(Prose prose) {
    this.prose = prose;
  }

  Line tick(Tick tick) {
    paragraph.appendChild(tick);
    return this;
  }

  /** Stands behind everything that is still to come. */
  Line ending(Node node) {
    ending.add(node);
    return this;
  }

  Line strong(String text) {
    return add(new StrongEmphasis(), new Text(text));
  }

  Line soft(String text) {
    return add(new Emphasis(), new Text(text));
  }

  private Line add(Node around, Node text) {
    around.appendChild(text);
    paragraph.appendChild(around);
    return this;
  }

  Line text(String text) {
    paragraph.appendChild(new Text(text));
    return this;
  }

  Line code(String text) {
    paragraph.appendChild(new Code(text));
    return this;
  }

  Line link(String text, String to) {
    return add(new Link(to, null), new Text(text));
  }

  Line words(Words words) {
    prose.line(words).forEach(paragraph::appendChild);
    return this;
  }

  /** Words behind others, where there are any. */
  Line words(String before, @Nullable Words words) {
    return words == null ? this : text(before).words(words);
  }

  /** Ends it as a sentence, if it does not end as one. */
  Line stop() {
    String text = Prose.text(paragraph).strip();
    boolean ended = !text.isEmpty() && ".!?:".indexOf(text.charAt(text.length() - 1)) >= 0;
    return ended ? this : text(".");
  }

  Paragraph done() {
    for (Node node : ending) {
      paragraph.appendChild(new Text(" "));
      paragraph.appendChild(node);
    }
    ending.clear();
    return paragraph;
  }
}
