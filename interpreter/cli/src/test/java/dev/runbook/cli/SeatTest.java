package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.junit.jupiter.api.Test;

final class SeatTest {

  private static final Terminals ANOTHER =
      new Terminals() {
        @Override
        public boolean isThere() {
          return true;
        }

        @Override
        public TerminalBuilder opening(SystemOutput output) {
          return TerminalBuilder.builder()
              .system(false)
              .streams(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream());
        }
      };

  /** While services are connected there is a terminal, and no run yet that could end. */
  @Test
  void ctrlCBeforeAnybodyHearsItIsNotLost() {
    AtomicInteger heard = new AtomicInteger();
    try (Seat seat = Seat.open(ANOTHER, SystemOutput.SysErrOrSysOut)) {
      seat.terminal().raise(Signal.INT);
      Runnable _ = seat.onInterrupt(heard::incrementAndGet);
      assertThat(heard).hasValue(1);
      seat.terminal().raise(Signal.INT);
      assertThat(heard).hasValue(2);
    }
  }
}
