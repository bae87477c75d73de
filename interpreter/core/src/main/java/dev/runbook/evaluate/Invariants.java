package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.source.Span;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Rule;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The safety rules of the runbooks at work, tested at each intent: a change that would break one is
 * not sent. What is in doubt counts as happened where it must not have, and as not happened where
 * it must.
 */
final class Invariants {

  private record Active(Declaration.Invariant invariant, Frame frame) {}

  private record Happened(Call call, Settlement settlement) {}

  private final Context run;
  private final List<Active> active = new ArrayList<>();

  /** By the call itself, because one that was in doubt is settled a second time. */
  private final IdentityHashMap<Call, Happened> happened = new IdentityHashMap<>();

  private final Set<String> passed = new HashSet<>();

  Invariants(Context run) {
    this.run = run;
  }

  /** From here on the rules of a runbook hold, its own and nested ones alike. */
  synchronized void begin(Symbol.Runbook runbook, Frame frame) {
    runbook.syntax().invariants().forEach(invariant -> active.add(new Active(invariant, frame)));
  }

  /** Ends the run where a statement would begin that must not before something else happened. */
  synchronized void begins(Frame frame, String segment, Span span) {
    for (Active rule : active) {
      if (rule.invariant.rule() instanceof Rule.NeverBefore never
          && run.facts.meaning(never.what()) instanceof Facts.Meaning.NamedStatement(String name)
          && isNamed(name, frame, segment)
          && !hasHappened(never.before(), rule.frame)) {
        throw Unwind.failed(
            segment
                + " was not begun: it would break the invariant "
                + rule.invariant.name()
                + ", as "
                + Waits.text(never.before(), rule.frame)
                + " has not happened",
            frame,
            span);
      }
    }
  }

  private boolean isNamed(String name, Frame frame, String segment) {
    return name.equals(frame.owner() + "." + segment)
        || (name.equals(segment) && frame.owner().equals(run.runbook.name()));
  }

  /** A named statement has done what it is for: a watch passed, a confirm was given. */
  synchronized void passed(Frame frame, String segment) {
    passed.add(frame.owner() + "." + segment);
    if (frame.owner().equals(run.runbook.name())) {
      passed.add(segment);
    }
  }

  synchronized void settled(Call call, Settlement settlement) {
    if (settlement == Settlement.NOT_HAPPENED || settlement == Settlement.NOT_YET) {
      happened.remove(call);
    } else {
      happened.put(call, new Happened(call, settlement));
    }
  }

  /** Ends the run where a rule would not hold any more after this call. */
  synchronized void intent(Call call, Frame frame, Span span) {
    for (Active rule : active) {
      String broken =
          switch (rule.invariant.rule()) {
            case Rule.NeverBefore never ->
                matches(never.what(), call, rule.frame) && !hasHappened(never.before(), rule.frame)
                    ? Waits.text(never.before(), rule.frame) + " has not happened"
                    : "";
            case Rule.AtMost most -> tooOften(most, call, rule.frame);
            case Rule.Bad _ -> "";
          };
      if (!broken.isEmpty()) {
        throw Unwind.failed(
            call.qualifiedName()
                + " was not sent: it would break the invariant "
                + rule.invariant.name()
                + ", as "
                + broken,
            frame,
            span);
      }
    }
    // Until its outcome is known it is in doubt, also for the branches beside it.
    happened.put(call, new Happened(call, Settlement.IN_DOUBT));
  }

  private String tooOften(Rule.AtMost most, Call call, Frame frame) {
    if (!matches(most.what(), call, frame)
        || !(run.expressions.evaluate(most.times(), frame) instanceof Value.Number times)) {
      return "";
    }
    String per = most.per() instanceof Expression.NameUse use ? use.name().text() : "";
    Value key = call.arguments().get(per);
    long before =
        happened.values().stream()
            .filter(one -> matches(most.what(), one.call, frame))
            .filter(one -> key == null || key.equals(one.call.arguments().get(per)))
            .count();
    return before >= times.number().longValue() ? "it happened " + before + " times already" : "";
  }

  private boolean hasHappened(Expression pattern, Frame frame) {
    return run.facts.meaning(pattern) instanceof Facts.Meaning.NamedStatement(String name)
        ? passed.contains(name)
        : happened.values().stream()
            .anyMatch(
                one -> one.settlement != Settlement.IN_DOUBT && matches(pattern, one.call, frame));
  }

  private boolean matches(Expression pattern, Call call, Frame frame) {
    CallPattern wanted = CallPattern.of(pattern, run, frame);
    return wanted != null && wanted.matches(call);
  }
}
