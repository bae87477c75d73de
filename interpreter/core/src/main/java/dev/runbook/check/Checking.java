package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import java.util.List;

/**
 * What every rule has to hand: the program, what is known of it, and where to tell what is wrong.
 */
record Checking(
    List<Module> modules, Facts facts, Effects effects, Slots slots, Told told, Problems problems) {

  private static final int LONGEST_EXCERPT = 48;

  void tell(Diagnostic diagnostic) {
    problems.tell(diagnostic);
  }

  static Diagnostic at(Code code, Module module, Span span, String title) {
    return Problems.at(code, module, span, title);
  }

  /** The words at a place, short enough for a message. */
  static String excerpt(Module module, Span span) {
    String text = module.source().text(span).strip();
    int line = text.indexOf('\n');
    int end = Math.min(line < 0 ? text.length() : line, LONGEST_EXCERPT);
    return end < text.length() ? text.substring(0, end).strip() + "..." : text;
  }
}
