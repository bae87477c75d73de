package dev.runbook.docs;

import dev.runbook.plan.Plan;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;

/** Pages for a terminal: without any markup, and no line too long. */
final class PlainText implements Format {

  private static final int WIDTH = 100;

  @Override
  public String ending() {
    return "txt";
  }

  @Override
  public String write(Plan plan, Links links) {
    Writer writer = new Writer();
    PageMaker.of(plan, links, false).document().accept(writer);
    return writer.out.toString().stripTrailing() + "\n";
  }

  @Override
  public String index(String title, List<Entry> entries) {
    StringBuilder out = new StringBuilder(title + "\n\n");
    entries.forEach(entry -> out.append(entry.address() + "  " + entry.title() + "\n"));
    return out.toString();
  }

  private static final class Writer extends AbstractVisitor {
    private final StringBuilder out = new StringBuilder();
    private String indent = "";
    private String first = "";

    private void line(String text) {
      StringBuilder line = new StringBuilder(first.isEmpty() ? indent : first);
      first = "";
      boolean begins = true;
      for (String word : text.split("\\s+", -1)) {
        if (!begins && line.length() + word.length() >= WIDTH) {
          out.append(line.toString().stripTrailing()).append('\n');
          line = new StringBuilder(indent);
          begins = true;
        }
        line.append(begins ? "" : " ").append(word);
        begins = false;
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }

    private void empty() {
      if (indent.isEmpty() && !out.isEmpty()) {
        out.append('\n');
      }
    }

    @Override
    public void visit(Heading heading) {
      empty();
      String title = text(heading);
      line(heading.getLevel() == 1 ? title.toUpperCase(java.util.Locale.ROOT) : title);
      line("-".repeat(Math.min(WIDTH, title.length())));
    }

    @Override
    public void visit(Paragraph paragraph) {
      empty();
      line(text(paragraph));
    }

    /** Where a link leads is said, as nobody can follow it. */
    private static String text(Node node) {
      StringBuilder text = new StringBuilder();
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        String inner = child.getFirstChild() == null ? Prose.text(child) : text(child);
        text.append(child instanceof Tick tick ? tick.box() : inner);
        if (child instanceof Link link
            && !inner.equals(link.getDestination())
            && !link.getDestination().startsWith("#")) {
          text.append(" (" + link.getDestination() + ")");
        }
      }
      return text.toString();
    }

    @Override
    public void visit(BulletList list) {
      items(list, 0);
    }

    @Override
    public void visit(OrderedList list) {
      Integer start = list.getMarkerStartNumber();
      items(list, start == null ? 1 : start);
    }

    private void items(ListBlock list, int number) {
      empty();
      int at = number;
      for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
        String marker = number == 0 ? "- " : at++ + ". ";
        String outer = indent;
        first = (first.isEmpty() ? indent : first) + marker;
        indent = outer + " ".repeat(marker.length());
        visitChildren(item);
        indent = outer;
        first = "";
      }
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
      text.lines().forEach(line -> out.append(indent + "    " + line + "\n"));
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        empty();
        for (Node part = block.getFirstChild(); part != null; part = part.getNext()) {
          for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
            row((TableRow) row);
          }
        }
      }
    }

    private void row(TableRow row) {
      StringBuilder text = new StringBuilder();
      for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
        String shown = text((TableCell) cell);
        text.append(text.isEmpty() || shown.isEmpty() ? "" : " | ").append(shown);
      }
      line(text.toString());
    }
  }
}
