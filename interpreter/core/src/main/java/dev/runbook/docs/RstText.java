package dev.runbook.docs;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** What stands in a line, in reStructuredText: there no markup stands in another one. */
final class RstText extends AbstractVisitor {

  private final StringBuilder out = new StringBuilder();
  private final String space;
  private String around = "";
  private boolean afterMarkup;

  private RstText(String space) {
    this.space = space;
  }

  static String of(Node block, String space) {
    RstText text = new RstText(space);
    text.visitChildren(block);
    return guarded(text.out.toString().strip());
  }

  /** No paragraph begins as a list, a field, a directive or the line under a title does. */
  private static String guarded(String text) {
    boolean list =
        text.matches("(?s)(\\(?\\w{1,7}[.)]|[-+•‣⁃#/:]|\\.\\.|>>>|[!-/:-@\\[-`{-~]{2}).*");
    boolean markup = text.startsWith("**") || text.startsWith("``") || text.startsWith(":literal:");
    return list && !markup ? "\\ " + text : text;
  }

  @Override
  public void visit(Text text) {
    plain(text.getLiteral());
  }

  private void plain(String literal) {
    if (around.isEmpty()) {
      String escaped = escaped(literal);
      if (afterMarkup && !escaped.isEmpty() && !" .,;:!?)".contains(escaped.substring(0, 1))) {
        out.append("\\ ");
      }
      afterMarkup &= escaped.isEmpty();
      out.append(escaped);
    } else {
      markup(literal, around, around);
    }
  }

  static String escaped(String literal) {
    return literal.replaceAll("([\\\\*`|_])", "\\\\$1");
  }

  private void markup(String literal, String open, String close) {
    String inner = literal.strip();
    if (inner.isEmpty()) {
      out.append(literal.isEmpty() ? "" : " ");
      afterMarkup &= literal.isEmpty();
      return;
    }
    boolean blankBefore = out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1));
    boolean blankFirst = Character.isWhitespace(literal.charAt(0));
    out.append(blankFirst && !blankBefore ? " " : blankBefore ? "" : "\\ ");
    out.append(open).append(escaped(inner)).append(close);
    afterMarkup = true;
    if (Character.isWhitespace(literal.charAt(literal.length() - 1))) {
      out.append(' ');
      afterMarkup = false;
    }
  }

  private void raw(String markup) {
    boolean blankBefore = out.isEmpty() || Character.isWhitespace(out.charAt(out.length() - 1));
    out.append(blankBefore ? "" : "\\ ").append(markup);
    afterMarkup = true;
  }

  @Override
  public void visit(Code code) {
    String literal = code.getLiteral();
    boolean plain =
        !literal.contains("`") && !literal.contains("\\") && literal.equals(literal.strip());
    if (literal.isBlank()) {
      plain(literal);
    } else if (plain) {
      raw("``" + literal + "``");
    } else {
      raw(":literal:`" + literal.strip().replaceAll("([\\\\`])", "\\\\$1") + "`");
    }
  }

  @Override
  public void visit(StrongEmphasis strong) {
    inside("**", strong);
  }

  @Override
  public void visit(Emphasis emphasis) {
    inside(around.isEmpty() ? "*" : around, emphasis);
  }

  private void inside(String mark, Node node) {
    String before = around;
    around = mark;
    visitChildren(node);
    around = before;
  }

  @Override
  public void visit(Link link) {
    String text = Prose.text(link).strip().replaceAll("([\\\\`<>*|_])", "\\\\$1");
    String to = link.getDestination();
    String target =
        to.startsWith("#")
            ? space + "." + to.substring(1) + "_"
            : to.replaceAll("\\.rst(#|$)", ".html$1")
                .replaceAll("([\\\\`])", "%5C")
                .replaceAll("_$", "\\\\_");
    raw("`" + text + " <" + target + ">`__");
  }

  @Override
  public void visit(SoftLineBreak line) {
    out.append('\n');
    afterMarkup = false;
  }

  @Override
  public void visit(HardLineBreak line) {
    out.append('\n');
    afterMarkup = false;
  }

  @Override
  public void visit(CustomNode node) {
    if (node instanceof Tick tick) {
      out.append(tick.isDone() ? "☑ " : "☐ ");
    } else {
      visitChildren(node);
    }
  }
}
