package dev.runbook.rehearsal;

import dev.runbook.evaluate.CallPattern;
import dev.runbook.journal.Call;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceFailure;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The calls that fail because a test says so; nothing is done then. */
final class Refusals implements Setting.Refusing {

  private record Refusal(CallPattern pattern, String why, Instant from) {}

  private final RunClock clock;
  private final List<Refusal> all = new CopyOnWriteArrayList<>();

  Refusals(RunClock clock) {
    this.clock = clock;
  }

  /**
   * @param from the moment from which on such calls fail
   */
  void add(CallPattern pattern, String why, Instant from) {
    all.add(new Refusal(pattern, why, from));
  }

  @Override
  public void before(Call call) throws ServiceFailure {
    for (Refusal refusal : all) {
      if (refusal.pattern().matches(call) && !clock.now().isBefore(refusal.from())) {
        throw ServiceFailure.refused(call.qualifiedName() + " failed: " + refusal.why());
      }
    }
  }
}
