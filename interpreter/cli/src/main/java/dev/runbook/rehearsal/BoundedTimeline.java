package dev.runbook.rehearsal;

import dev.runbook.door.Timeline;
import dev.runbook.door.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A run's time that comes to an end, for a run that does not. */
public final class BoundedTimeline implements Timeline {

  /** Longer than any procedure that people would test. */
  static final Duration LONGEST = Duration.ofDays(90);

  /** A wait that looks every second for a day looks so often. */
  static final int MOST_PAUSES = 100_000;

  private final VirtualTimeline timeline;
  private final Instant end;
  private int pauses;
  private boolean over;

  public BoundedTimeline(Instant start) {
    this.timeline = new VirtualTimeline(start);
    this.end = start.plus(LONGEST);
  }

  /** Whether the run was ended because it had gone on for too long. */
  synchronized boolean isOver() {
    return over;
  }

  @Override
  public Instant now() {
    return timeline.now();
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    synchronized (this) {
      over = over || ++pauses > MOST_PAUSES || timeline.now().plus(length).isAfter(end);
      if (over) {
        throw new InterruptedException();
      }
    }
    timeline.sleep(length);
  }

  @Override
  public Duration glance() {
    return timeline.glance();
  }

  @Override
  public void all(List<Runnable> branches) throws InterruptedException {
    timeline.all(branches);
  }
}
