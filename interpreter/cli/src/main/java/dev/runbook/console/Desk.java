package dev.runbook.console;

import dev.runbook.journal.Prompt;

/** Where a person sits: a terminal, or a script of what they type. */
public interface Desk {

  /** The next line that is typed. */
  String read(String question);

  void tell(String line);

  /** What begins with a column of its own, beside which the text goes on. */
  default void tell(String column, String text) {
    tell(column + text);
  }

  /** Whose name what is typed bears. */
  String operator();

  /** Who agrees, where that may be somebody else than who types. */
  String speaker(Prompt prompt);

  /** Whether the run can be left here to be resumed. */
  boolean canLeave();

  /** Leaves it: what ends this process's share of the run. */
  RuntimeException leaving();
}
