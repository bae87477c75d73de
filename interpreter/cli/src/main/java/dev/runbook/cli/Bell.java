package dev.runbook.cli;

import dev.runbook.door.RealTimeline;
import dev.runbook.stdlib.process.Subprocess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/** Calls somebody who looks elsewhere to a question that waits. */
final class Bell {

  /** Names a program that is started with the bell, as one that shows a note on the desktop. */
  static final String VARIABLE = "RUNBOOK_BELL";

  /** Who has just typed is there, and hears nothing new. */
  private static final Duration PRESENT = Duration.ofSeconds(5);

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final RealTimeline time = new RealTimeline();
  private final List<String> command;
  private Instant typed = Instant.MIN;

  /**
   * @param command the program and its arguments, between spaces; no shell reads them
   */
  Bell(String command) {
    this.command = command.isBlank() ? List.of() : List.of(command.strip().split("\\s+", -1));
  }

  static Bell own() {
    String command = System.getenv(VARIABLE);
    return new Bell(command == null ? "" : command);
  }

  /** A line was typed. */
  void typed() {
    typed = time.now();
  }

  /**
   * @param told where it stands that the program did not do what it should
   */
  void ring(Terminal terminal, Consumer<String> told) {
    if (time.now().isBefore(typed.equals(Instant.MIN) ? typed : typed.plus(PRESENT))) {
      return;
    }
    terminal.puts(Capability.bell);
    terminal.flush();
    if (!command.isEmpty()) {
      Thread _ = Thread.ofVirtual().start(() -> start(told));
    }
  }

  private void start(Consumer<String> told) {
    try {
      Subprocess.Result result = Subprocess.run(command, Map.of(), Set.of(), "", LIMIT);
      if (result.exit() != 0) {
        told.accept(VARIABLE + ": " + command.getFirst() + " failed: " + result.lastError());
      }
    } catch (IOException e) {
      told.accept(VARIABLE + ": " + command.getFirst() + " cannot be started.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
