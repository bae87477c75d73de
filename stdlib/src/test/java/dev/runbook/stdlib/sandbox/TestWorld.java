package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.World;
import java.nio.file.Path;
import java.util.List;

/** Worlds for stand-ins that a test makes without a sandbox. */
public final class TestWorld {

  private TestWorld() {}

  /** What a world's file of this text says of a service. */
  public static World of(String service, String yaml, VirtualClock clock, Path scratch) {
    WorldFile file = WorldFile.parse("test.world.yaml", "now: 2026-11-26T10:00:00Z\n" + yaml);
    return new ServiceWorld(
        new SandboxWorld(clock, scratch, new Commons(scratch), new Faults(List.of())),
        service,
        file.facts(service));
  }
}
