package dev.runbook.docs;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;

/**
 * Blocks in reStructuredText: what stands in another one is indented, and empty lines lie between.
 */
final class RstBlocks extends AbstractVisitor {

  private static final String LINES = "==-~^\"'";

  private final Page page;
  private final String space;
  private final StringBuilder out = new StringBuilder();
  private String indent = "";
  private String first = "";

  RstBlocks(Page page, String space) {
    this.page = page;
    this.space = space;
  }

  void write() {
    page.document().accept(this);
  }

  String text() {
    return out.toString().stripTrailing() + "\n";
  }

  /** Lines of one block, and an empty one behind them. */
  private void lines(String text) {
    for (String line : text.split("\n", -1)) {
      String begin = first.isEmpty() ? indent : first;
      first = "";
      out.append((begin + line).stripTrailing()).append('\n');
    }
    out.append('\n');
  }

  private void below(String marker, Node node) {
    String outer = indent;
    String outerFirst = first.isEmpty() ? indent : first;
    first = outerFirst + marker;
    indent = outer + " ".repeat(marker.length());
    visitChildren(node);
    if (!first.isEmpty()) {
      lines("");
    }
    indent = outer;
  }

  @Override
  public void visit(Heading heading) {
    String title = RstText.of(heading, space);
    String anchor = page.anchors().get(heading);
    if (anchor == null || !indent.isEmpty()) {
      lines(".. rubric:: " + title);
      return;
    }
    int width = title.codePoints().map(c -> c > 0x1100 ? 2 : 1).sum();
    String line = String.valueOf(LINES.charAt(heading.getLevel())).repeat(width);
    if (heading.getLevel() == 1) {
      lines(".. _" + space + "." + anchor + ":");
      lines(line + "\n" + title + "\n" + line);
    } else {
      lines(".. _" + space + "." + anchor + ":");
      lines(title + "\n" + line);
    }
  }

  @Override
  public void visit(Paragraph paragraph) {
    lines(RstText.of(paragraph, space));
  }

  @Override
  public void visit(BulletList list) {
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      below("- ", item);
    }
  }

  @Override
  public void visit(OrderedList list) {
    Integer start = list.getMarkerStartNumber();
    int number = start == null ? 1 : start;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      below(number++ + ". ", item);
    }
  }

  @Override
  public void visit(BlockQuote quote) {
    lines("..");
    below("   ", quote);
  }

  @Override
  public void visit(FencedCodeBlock code) {
    literal(code.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    literal(code.getLiteral());
  }

  private void literal(String text) {
    if (!text.isBlank()) {
      lines("::");
      lines("   " + text.stripTrailing().replace("\n", "\n   "));
    }
  }

  @Override
  public void visit(CustomBlock block) {
    if (block instanceof TableBlock) {
      lines(".. list-table::\n   :header-rows: 1");
      String outer = indent;
      indent = indent + "   ";
      for (Node part = block.getFirstChild(); part != null; part = part.getNext()) {
        for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
          row((TableRow) row);
        }
      }
      indent = outer;
    }
  }

  private void row(TableRow row) {
    String marker = "* - ";
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      String text = RstText.of(cell, space);
      out.append((indent + marker + text.replace("\n", "\n" + indent + "    ")).stripTrailing());
      out.append('\n');
      marker = "  - ";
    }
    out.append('\n');
  }
}
