package dev.runbook.stdlib.git;

import java.util.Locale;

/** The declared kinds of a schema's change. */
enum SchemaChange {
  UNCHANGED,
  ADDITIVE,
  DESTRUCTIVE,
  UNCLEAR;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
