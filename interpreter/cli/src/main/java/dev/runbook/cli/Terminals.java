package dev.runbook.cli;

import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/** Where a terminal comes from, if there is one. */
interface Terminals {

  /** The one that this process was started on. */
  Terminals OWN =
      new Terminals() {
        @Override
        @SuppressWarnings("SystemConsoleNull")
        public boolean isThere() {
          java.io.Console terminal = System.console();
          return terminal != null && terminal.isTerminal();
        }

        @Override
        public TerminalBuilder opening(SystemOutput output) {
          return TerminalBuilder.builder().system(true).systemOutput(output);
        }
      };

  boolean isThere();

  /**
   * @param output where is drawn, as far as there is a choice
   */
  TerminalBuilder opening(SystemOutput output);
}
