package dev.runbook.stdlib.exchange;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.stdlib.sandbox.BreakingServer.Fault;
import dev.runbook.stdlib.sandbox.Delivers;
import dev.runbook.stdlib.sandbox.Delivery;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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

  private static final Map<String, Object> RUN = Map.of("pipeline", "p", "number", BigDecimal.ONE);

  @TempDir private @Nullable Path scratch;

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("jenkins.start")
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
  @Delivers("jenkins.proceed")
  void approvalOfAStage(Fault fault) throws Exception {
    broken("jenkins", JENKINS, fault, "proceed", "run", RUN, "stage", "GO");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("jenkins.abort")
  void stopOfARun(Fault fault) throws Exception {
    broken("jenkins", JENKINS, fault, "abort", "run", RUN);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("matrix.post")
  void messageInARoom(Fault fault) throws Exception {
    String world = "matrix: {rooms: ['#a:b.test']}";
    try (Delivery delivery = new Delivery("matrix", world, fault, requireNonNull(scratch))) {
      delivery.isOnceAndInDoubt("post", "room", "#a:b.test", "message", "Hello");
      assertThat(
              delivery.look(
                  "posted", "room", "#a:b.test", "message", "Hello", "since", Delivery.START))
          .isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("slack.post")
  void messageInAChannel(Fault fault) throws Exception {
    String world = "slack: {channels: ['#a']}";
    try (Delivery delivery = new Delivery("slack", world, fault, requireNonNull(scratch))) {
      delivery.isOnceAndInDoubt("post", "channel", "#a", "message", "Hello");
      assertThat(
              delivery.look("posted", "channel", "#a", "message", "Hello", "since", Delivery.START))
          .isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("pagersAndFaults")
  @Delivers("pager.page")
  void pageOfWhoeverIsOnCall(String kind, Fault fault) throws Exception {
    Object[] page = {"summary", "x", "severity", "critical", "key", "k"};
    try (Delivery delivery = pager(kind, fault)) {
      delivery.isOnceAndInDoubt("page", page);
      assertThat(delivery.look("paged", "severity", "critical", "key", "k")).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("pagersAndFaults")
  @Delivers("pager.resolve")
  void endOfAPage(String kind, Fault fault) throws Exception {
    Map<String, Object> page = Map.of("key", "k", "severity", "critical", "opened", Delivery.START);
    try (Delivery delivery = pager(kind, fault)) {
      delivery.isOnceAndInDoubt("page", "summary", "x", "severity", "critical", "key", "k");
      assertThat(delivery.look("resolved", "page", page)).isEqualTo(false);
      delivery.isOnceAndInDoubt("resolve", "page", page);
      assertThat(delivery.look("resolved", "page", page)).isEqualTo(true);
    }
  }

  static Stream<Arguments> pagersAndFaults() {
    return Stream.of("pagerduty", "alertmanager")
        .flatMap(kind -> Stream.of(Fault.values()).map(fault -> Arguments.of(kind, fault)));
  }

  private Delivery pager(String kind, Fault fault) throws Exception {
    return new Delivery(
        "pager", "pager: {kind: %s}".formatted(kind), fault, requireNonNull(scratch));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  @Delivers("shell.run")
  void commandThatChangesSomething(Fault fault) throws Exception {
    String world = "shell: {commands: [{command: [rm, x]}]}";
    broken("shell", world, fault, "run", "command", List.of("rm", "x"), "because", "test");
  }

  private void broken(
      String service, String world, Fault fault, String action, @Nullable Object... arguments)
      throws Exception {
    try (Delivery delivery = new Delivery(service, world, fault, requireNonNull(scratch))) {
      delivery.isOnceAndInDoubt(action, arguments);
    }
  }
}
