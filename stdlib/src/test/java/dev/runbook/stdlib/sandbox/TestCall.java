package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of an action, which remembers what the client told meanwhile. */
public record TestCall(
    RunClock clock,
    String idempotencyKey,
    Optional<String> observed,
    Duration limit,
    List<String> seen)
    implements CallContext {

  public TestCall(RunClock clock, String key) {
    this(clock, key, Optional.empty(), Duration.ofMinutes(10), new ArrayList<>());
  }

  public TestCall within(Duration shorter) {
    return new TestCall(clock, idempotencyKey, observed, shorter, seen);
  }

  /** A look for the effect of this call. */
  public TestCall looking() {
    return new TestCall(
        clock, idempotencyKey + "/observe", Optional.of(idempotencyKey), limit, seen);
  }

  @Override
  public void progress(String what) {
    seen.add(what);
  }
}
