package dev.runbook.cli;

import java.io.IOException;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** Where a terminal comes from, if there is one. */
interface Terminals {

  /** The one that this process was started on. */
  Terminals OWN =
      new Terminals() {
        @Override
        public boolean isThere() {
          return showsResults() || isDrawnOnErrors();
        }

        @Override
        @SuppressWarnings("SystemConsoleNull")
        public boolean showsResults() {
          java.io.Console terminal = System.console();
          return terminal != null && terminal.isTerminal();
        }

        // Where only the results go elsewhere, somebody still sits there.
        private boolean isDrawnOnErrors() {
          try {
            TerminalProvider provider = TerminalProvider.load("jni");
            return provider.isSystemStream(SystemStream.Input)
                && provider.isSystemStream(SystemStream.Error);
          } catch (IOException | LinkageError e) {
            return false;
          }
        }

        @Override
        public TerminalBuilder opening(SystemOutput output) {
          return TerminalBuilder.builder().system(true).systemOutput(output);
        }
      };

  boolean isThere();

  /** Whether what goes to the standard output is seen there. */
  default boolean showsResults() {
    return isThere();
  }

  /**
   * @param output where is drawn, as far as there is a choice
   */
  TerminalBuilder opening(SystemOutput output);
}
