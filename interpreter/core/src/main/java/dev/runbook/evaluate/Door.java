package dev.runbook.evaluate;

import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.door.Timeline;
import dev.runbook.journal.Event;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What stands behind the door of one run. Live, sandboxed and dry runs differ in nothing else.
 *
 * @param dry nothing is waited for, the time is not known, and answers are unknown
 */
public record Door(
    Services services, People people, Timeline timeline, Event.Sink sink, boolean dry) {

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

  void tell(Event event) {
    sink.accept(event);
  }

  static ZoneId zone(String name) {
    return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
  }
}
