package dev.runbook.stdlib.exchange;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn;
import dev.runbook.stdlib.sandbox.BreakingServer;
import dev.runbook.stdlib.sandbox.BreakingServer.Fault;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.TestCall;
import dev.runbook.stdlib.sandbox.TestWorld;
import dev.runbook.stdlib.sandbox.VirtualClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every change is delivered once, whatever becomes of the connection, and then is in doubt. The
 * connection was used before, for HTTP libraries repeat a request most readily on one that they
 * kept open.
 */
class DeliveryTest {

  private static final String JENKINS =
      """
      jenkins:
        pipelines:
          p:
            stages: [{name: GO, input: "Go?", takes: 1m}]
            runs: [{version: v1.0, started: 1d, stands: GO}]
      """;

  /**
   * Only a stalled connection waits this out; the requests before it have to fit in on a busy
   * machine.
   */
  private static final Duration BRIEF = Duration.ofMillis(1500);

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Map<String, Object> RUN = Map.of("pipeline", "p", "number", BigDecimal.ONE);

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest
  @EnumSource(Fault.class)
  void startOfARun(Fault fault) throws Exception {
    broken(
        "jenkins",
        JENKINS,
        fault,
        "start",
        "pipeline",
        "p",
        "parameters",
        Map.of("ImageTag", "v2.0"));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void approvalOfAStage(Fault fault) throws Exception {
    broken("jenkins", JENKINS, fault, "proceed", "run", RUN, "stage", "GO");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void stopOfARun(Fault fault) throws Exception {
    broken("jenkins", JENKINS, fault, "abort", "run", RUN);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void messageInARoom(Fault fault) throws Exception {
    String world = "matrix: {rooms: ['#a:b.test']}";
    broken("matrix", world, fault, "post", "room", "#a:b.test", "message", "Hello");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void commandThatChangesSomething(Fault fault) throws Exception {
    String world = "shell: {commands: [{command: [rm, x]}]}";
    broken("shell", world, fault, "run", "command", List.of("rm", "x"), "because", "test");
  }

  private void broken(
      String service, String world, Fault fault, String action, @Nullable Object... arguments)
      throws Exception {
    VirtualClock clock = new VirtualClock(Instant.parse("2026-11-26T10:00:00Z"));
    Path folder = requireNonNull(scratch);
    StandIn standIn =
        Rehearsal.provider(service)
            .standIn(TestWorld.of(service, world, clock, folder))
            .orElseThrow();
    try (BreakingServer server =
            new BreakingServer(standIn, request -> !request.method().equals("GET"), fault);
        ServiceClient client = Rehearsal.provider(service).connect(server.connection(clock))) {
      TestCall call = new TestCall(clock, "key").within(fault == Fault.STALL ? BRIEF : LONG);

      ServiceFailure failure =
          failure(() -> client.perform(action, Rehearsal.arguments(arguments), call));

      assertThat(server.deliveries()).hasSize(1);
      assertThat(failure.kind()).isEqualTo(Kind.IN_DOUBT);
      assertThat(failure.nothingDone()).isFalse();
    }
  }
}
