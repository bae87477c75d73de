package dev.runbook.rehearsal;

import dev.runbook.door.Services;
import dev.runbook.journal.Call;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.Teams;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Where tests are run.
 *
 * @param begins the moment at which every world begins
 * @param teams whose answers count in a service
 */
public record Setting(Instant begins, Teams teams, Opening opening, Connecting connecting) {

  /** Makes a world that nobody has touched. */
  public interface Opening {
    Sandbox open(RunClock clock);
  }

  /** Connects the services of a run with the sandbox that plays them. */
  public interface Connecting {

    /**
     * The services; whoever asks for them closes them.
     *
     * @param refusing is asked before each call, and may fail it
     */
    Connected connect(Sandbox sandbox, RunClock clock, ZoneId zone, Refusing refusing);
  }

  /** Services that can be closed. */
  public interface Connected extends Services, AutoCloseable {
    @Override
    void close();
  }

  /** Says of a call that it fails. */
  public interface Refusing {
    void before(Call call) throws ServiceFailure;
  }
}
