package dev.runbook.docs;

import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Tables of cells that are lines. */
final class Tables {

  private Tables() {}

  static TableBlock of(List<Line> head, List<List<Line>> rows) {
    TableBlock table = new TableBlock();
    TableHead top = new TableHead();
    top.appendChild(row(head, true));
    table.appendChild(top);
    TableBody body = new TableBody();
    rows.forEach(cells -> body.appendChild(row(cells, false)));
    table.appendChild(body);
    return table;
  }

  private static TableRow row(List<Line> cells, boolean header) {
    TableRow row = new TableRow();
    for (Line line : cells) {
      TableCell cell = new TableCell();
      cell.setHeader(header);
      for (Node inline = line.done().getFirstChild(); inline != null; ) {
        Node next = inline.getNext();
        cell.appendChild(inline instanceof SoftLineBreak ? new Text(" ") : inline);
        inline = next;
      }
      row.appendChild(cell);
    }
    return row;
  }
}
