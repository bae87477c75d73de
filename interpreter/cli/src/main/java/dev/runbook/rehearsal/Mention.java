package dev.runbook.rehearsal;

import dev.runbook.check.Facts;
import dev.runbook.check.Program;
import dev.runbook.evaluate.CallPattern;
import dev.runbook.evaluate.Inquiry;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Event.Verdict;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/** Something that happens, as a test names it: an action, or a statement that does its work. */
sealed interface Mention {

  record OfCall(CallPattern pattern) implements Mention {
    @Override
    public boolean happensIn(Event event) {
      Call call = done(event, false);
      return call != null && pattern.matches(call);
    }

    @Override
    public boolean mayHappenIn(Event event) {
      Call call = done(event, true);
      return call != null && pattern.matches(call);
    }
  }

  record OfStatement(Place place) implements Mention {
    @Override
    public boolean happensIn(Event event) {
      String path = worked(event);
      return path != null && place.is(path);
    }

    @Override
    public boolean mayHappenIn(Event event) {
      return happensIn(event);
    }
  }

  boolean happensIn(Event event);

  /** The same where what is in doubt counts too. */
  boolean mayHappenIn(Event event);

  static Mention of(Expression expression, Inquiry inquiry, Program program) {
    CallPattern pattern = inquiry.pattern(expression);
    if (pattern != null) {
      return new OfCall(pattern);
    }
    if (program.facts().meaning(expression) instanceof Facts.Meaning.NamedStatement(String path)) {
      return new OfStatement(Place.of(path, program));
    }
    throw new IllegalStateException("nothing that happens: " + expression);
  }

  /** The call that has been made by this event; null where none was. */
  static @Nullable Call done(Event event, boolean orInDoubt) {
    return switch (event) {
      case Event.Read read -> read.call();
      case Event.Settled settled
          when settled.settlement() == Settlement.HAPPENED
              || settled.settlement() == Settlement.SAID_TO_HAVE_HAPPENED
              || (orInDoubt && settled.settlement() == Settlement.IN_DOUBT) ->
          settled.call();
      default -> null;
    };
  }

  /** The path of the statement that this event shows to have done its work; null for others. */
  private static @Nullable String worked(Event event) {
    return switch (event) {
      case Event.StepEnded step when step.outcome() == Outcome.DONE -> step.path();
      case Event.Judged judged when judged.verdict() == Verdict.PASS -> judged.path();
      case Event.Waited waited when waited.outcome() == Outcome.DONE -> waited.path();
      case Event.Evidence evidence -> evidence.path();
      case Event.Answered answered when answered.answer().isYes() && decides(answered.prompt()) ->
          answered.prompt().path();
      case Event.Settled settled when done(settled, false) != null -> settled.path();
      case Event.Read read -> read.path();
      default -> null;
    };
  }

  private static boolean decides(Prompt prompt) {
    return switch (prompt.kind()) {
      case CONFIRM, DO, ASK, WARN, BY_HAND -> true;
      case UNDECIDED, IN_DOUBT, FAILED, DEADLINE, UNDO, UNDO_FAILED, ESCALATION, STEP -> false;
    };
  }
}
