package dev.runbook.stdlib.sandbox;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.BreakingServer.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service that acts on what is changed and then breaks the connection, and the real client on the
 * other side of it.
 */
public final class Delivery implements AutoCloseable {

  public static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

  /**
   * Only a stalled connection waits this out; the requests before it have to fit in on a busy
   * machine.
   */
  private static final Duration BRIEF = Duration.ofMillis(1500);

  private static final Duration LONG = Duration.ofSeconds(30);

  private final VirtualClock clock = new VirtualClock(START);
  private final TestCall call;
  private final BreakingServer server;
  private final ServiceClient client;

  public Delivery(String service, String world, Fault fault, Path scratch) throws IOException {
    ServiceProvider provider = Rehearsal.provider(service);
    server =
        new BreakingServer(
            provider.standIn(TestWorld.of(service, world, clock, scratch)).orElseThrow(),
            request -> !request.method().equals("GET"),
            fault);
    client = provider.connect(server.connection(clock));
    call = new TestCall(clock, "key").within(fault == Fault.STALL ? BRIEF : LONG);
  }

  /** Performs an action, which must be delivered once and be in doubt. */
  public void isOnceAndInDoubt(String action, @Nullable Object... arguments) {
    int before = server.deliveries().size();
    ServiceFailure failure =
        failure(() -> client.perform(action, Rehearsal.arguments(arguments), call));
    assertThat(server.deliveries()).hasSize(before + 1);
    assertThat(failure.kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(failure.nothingDone()).isFalse();
  }

  /** What a look for that action's effect finds. */
  public @Nullable Object look(String action, @Nullable Object... arguments)
      throws ServiceFailure, InterruptedException {
    return client.perform(action, Rehearsal.arguments(arguments), call.looking().within(LONG));
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
