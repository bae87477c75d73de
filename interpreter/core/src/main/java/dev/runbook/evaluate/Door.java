package dev.runbook.evaluate;

import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.door.Timeline;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Past;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What stands behind the door of one run. Live, sandboxed and dry runs differ in nothing else.
 *
 * @param past what the record of a run that is resumed holds
 * @param origin who runs what
 * @param pacer who goes through it step by step
 * @param dry nothing is waited for, the time is not known, and answers are unknown
 */
public record Door(
    Services services,
    People people,
    Timeline timeline,
    Event.Sink sink,
    boolean dry,
    Past past,
    Origin origin,
    Pacer pacer) {

  /** Of a run that begins, and of which nothing has to be known later. */
  public Door(Services services, People people, Timeline timeline, Event.Sink sink, boolean dry) {
    this(services, people, timeline, sink, dry, Past.none(), Origin.UNSAID, Pacer.NONE);
  }

  /** Of a run that nobody goes through step by step. */
  public Door(
      Services services,
      People people,
      Timeline timeline,
      Event.Sink sink,
      boolean dry,
      Past past,
      Origin origin) {
    this(services, people, timeline, sink, dry, past, origin, Pacer.NONE);
  }

  Door after(int entry) {
    return new Door(services, people, timeline, sink, dry, past.after(entry), origin, pacer);
  }

  Instant now() {
    return timeline.now();
  }

  Value time(ZoneId zone) {
    return dry ? new Value.Unknown(Basic.TIME, "the time of the run") : new Value.Time(now(), zone);
  }

  Value date(ZoneId zone) {
    return dry
        ? new Value.Unknown(Basic.DATE, "the day of the run")
        : new Value.Date(now().atZone(zone).toLocalDate());
  }

  static ZoneId zone(String name) {
    return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
  }
}
