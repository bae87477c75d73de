package dev.runbook.cli;

import dev.runbook.rehearsal.Setting;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Commons;
import dev.runbook.stdlib.sandbox.WorldFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where tests are run: in a sandbox, with the services that the program has found. */
final class Rehearsals {

  private Rehearsals() {}

  static Setting setting(
      WorldFile world, Map<String, ServiceProvider> providers, Commons commons, Path scratch) {
    return new Setting(
        world,
        List.copyOf(providers.values()),
        (sandbox, clock, zone, refusing) ->
            new ConnectedServices(
                providers, sandbox::plays, sandbox::connection, clock, zone, refusing),
        commons,
        scratch);
  }
}
