package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A service that answers what a test says, as a stand-in of the sandbox. */
public final class Stub implements StandIn, AutoCloseable {

  public static final String BASE = "https://stub.test/";

  private final Function<Request, Reply> answers;
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-26T10:00:00Z"));
  private final Sandbox sandbox;

  /**
   * @param faults what goes wrong, named as on the command line
   */
  public Stub(Path scratch, Function<Request, Reply> answers, String... faults) {
    this.answers = answers;
    sandbox =
        new Sandbox(
            WorldFile.parse("stub.world.yaml", "now: 2026-11-26T10:00:00Z"),
            clock,
            scratch,
            List.of(new Provider(this)),
            Stream.of(faults).map(Fault::parse).toList());
  }

  public Connection connection() {
    return sandbox.connection(Provider.NAME);
  }

  public TestCall call() {
    return new TestCall(clock, "call");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", BASE, "user", "runbook", "organization", "mozilla");
  }

  @Override
  public List<String> hosts() {
    return List.of("stub.test");
  }

  @Override
  public Reply handle(Request request) {
    return answers.apply(request);
  }

  @Override
  public void close() {
    sandbox.close();
  }

  private record Provider(StandIn standIn) implements ServiceProvider {

    private static final String NAME = "stub";

    @Override
    public String service() {
      return NAME;
    }

    @Override
    public String declaration() {
      return "service stub \"Stub\" {}";
    }

    @Override
    public ServiceClient connect(Connection connection) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StandIn> standIn(World world) {
      return Optional.of(standIn);
    }
  }
}
