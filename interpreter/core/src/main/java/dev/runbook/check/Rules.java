package dev.runbook.check;

import java.util.List;

/** The rules over names and types that are known. */
final class Rules {

  private Rules() {}

  static void check(List<Module> modules, Facts facts, Problems problems) {}
}
