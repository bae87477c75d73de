package dev.runbook.cli;

import dev.runbook.rehearsal.Setting;
import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Commons;
import dev.runbook.stdlib.sandbox.Faults;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.WorldFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The worlds of tests: sandboxes side by side, with the services that the program has found. */
final class Rehearsals {

  private final Map<String, ServiceProvider> providers;
  private final List<ServiceProvider> played;
  private final Path scratch;
  private final Commons commons;
  private final AtomicInteger worlds = new AtomicInteger();

  /**
   * @param scratch an empty folder; whoever made it deletes it
   */
  Rehearsals(Map<String, ServiceProvider> providers, Path scratch) {
    this.providers = providers;
    this.played = List.copyOf(providers.values());
    this.scratch = scratch;
    this.commons = new Commons(scratch.resolve("common"));
  }

  Setting setting(WorldFile world) {
    return new Setting(
        world.now(),
        world.teams(providers.keySet()),
        clock -> open(world, clock, new Faults(List.of())),
        (sandbox, clock, zone, refusing) ->
            new ConnectedServices(
                providers, sandbox::plays, sandbox::connection, clock, zone, refusing));
  }

  /** A world in which something goes wrong. */
  Sandbox open(WorldFile world, RunClock clock, Faults faults) {
    return new Sandbox(
        world,
        clock,
        scratch.resolve(String.valueOf(worlds.incrementAndGet())),
        commons,
        played,
        faults);
  }

  /**
   * @param connections to the sandbox, one for each service
   */
  Setting.Connected connect(
      Sandbox sandbox, Function<String, Connection> connections, RunClock clock, ZoneId zone) {
    return new ConnectedServices(providers, sandbox::plays, connections, clock, zone, call -> {});
  }
}
