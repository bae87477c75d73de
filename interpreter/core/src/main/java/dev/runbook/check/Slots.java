package dev.runbook.check;

import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import java.util.IdentityHashMap;
import java.util.List;

/** What stands directly in each statement, collected once for all rules that ask. */
final class Slots {

  private final IdentityHashMap<Statement, Slot.Builder> known = new IdentityHashMap<>();

  /** The expressions of a statement that do not stand in one of its blocks. */
  List<Slot> of(Statement statement) {
    return known.computeIfAbsent(statement, Slot::in).all();
  }

  /** The texts of a statement that are Markdown, line by line. */
  List<List<Text>> markdown(Statement statement) {
    return known.computeIfAbsent(statement, Slot::in).markdown();
  }
}
