package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.journal.Call;
import dev.runbook.source.Span;

/**
 * One call on its way: what, where from, and the frame in which the declaration's own expressions
 * are evaluated.
 *
 * @param byHand whether a person does it, whatever is connected
 */
record Invocation(
    Symbol.Action action, Call call, Span span, Frame frame, Frame inside, boolean byHand) {

  Failures.Failed failed(String reason, boolean unknown) {
    return new Failures.Failed(action, call, reason, unknown, frame, span);
  }

  Unwind unwind(String reason) {
    return Unwind.failed(reason, frame, span);
  }
}
