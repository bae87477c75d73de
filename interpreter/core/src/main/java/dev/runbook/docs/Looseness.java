package dev.runbook.docs;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;

/** Lists in which an item has several paragraphs keep these apart by empty lines. */
final class Looseness extends AbstractVisitor {

  @Override
  public void visit(BulletList list) {
    set(list);
    visitChildren(list);
  }

  @Override
  public void visit(OrderedList list) {
    set(list);
    visitChildren(list);
  }

  private static void set(ListBlock list) {
    boolean tight = true;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      tight &= hasOneParagraph(item);
    }
    list.setTight(tight);
  }

  private static boolean hasOneParagraph(Node item) {
    Node first = item.getFirstChild();
    for (Node block = first == null ? null : first.getNext(); block != null; ) {
      if (block instanceof Paragraph) {
        return false;
      }
      block = block.getNext();
    }
    return true;
  }
}
