package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.RunClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One call of an action, which remembers what the client told meanwhile. */
public record TestCall(RunClock clock, String idempotencyKey, Duration limit, List<String> seen)
    implements CallContext {

  public TestCall(RunClock clock, String key) {
    this(clock, key, Duration.ofMinutes(10), new ArrayList<>());
  }

  public TestCall within(Duration shorter) {
    return new TestCall(clock, idempotencyKey, shorter, seen);
  }

  @Override
  public void progress(String what) {
    seen.add(what);
  }
}
