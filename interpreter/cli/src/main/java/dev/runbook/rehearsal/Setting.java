package dev.runbook.rehearsal;

import dev.runbook.door.Services;
import dev.runbook.journal.Call;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Commons;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.WorldFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * Where tests are run: each has a world of its own, which begins as the file says.
 *
 * @param commons what all of these worlds share
 * @param scratch an empty folder of one test; whoever made it deletes it
 */
public record Setting(
    WorldFile world,
    List<ServiceProvider> providers,
    Connecting connecting,
    Commons commons,
    Path scratch) {

  public Setting {
    providers = List.copyOf(providers);
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
