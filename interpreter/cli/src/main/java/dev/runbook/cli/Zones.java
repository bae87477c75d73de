package dev.runbook.cli;

import dev.runbook.check.Symbol;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** In which zone a runbook's times are told. */
final class Zones {

  private Zones() {}

  static ZoneId of(Symbol.Runbook runbook) {
    var zone = runbook.syntax().zone();
    if (zone == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(zone.plain());
    } catch (DateTimeException e) {
      throw new UsageException(
          "There is no time zone `" + zone.plain() + "`: write one as `Europe/Berlin`.");
    }
  }
}
