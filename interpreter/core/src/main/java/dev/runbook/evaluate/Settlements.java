package dev.runbook.evaluate;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Declaration.ActionKind;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change once it was about to be sent: known, looked for, or asked. An intent
 * never stays without its outcome.
 */
final class Settlements {

  private final Context run;

  Settlements(Context run) {
    this.run = run;
  }

  /**
   * What became of an effect of an earlier process, as it is in the record; where the record ends
   * before that, what can be found out.
   *
   * @return null where it did not happen and is to be sent
   */
  @Nullable Value recalled(Invocation effect) {
    Event.Settled settled = run.journal.ahead(Event.Settled.class, effect.frame().path());
    boolean inDoubt = settled == null || settled.settlement() == Settlement.IN_DOUBT;
    if (run.door.dry() && inDoubt) {
      return shown(effect);
    }
    if (settled == null) {
      return found(effect);
    }
    return switch (settled.settlement()) {
      case HAPPENED, SAID_TO_HAVE_HAPPENED -> {
        Value result = settled.result();
        yield happened(effect, result == null ? Value.NONE : result, settled.settlement());
      }
      case NOT_YET -> sentAgain(effect, ServiceFailure.inDoubt(settled.reason(), null));
      case NOT_HAPPENED -> throw notHappened(effect, settled.reason(), "");
      case IN_DOUBT ->
          settledBy(
              undecided(effect, ServiceFailure.inDoubt(settled.reason(), null), settled.reason()),
              effect,
              settled.reason());
    };
  }

  /** Of a dry run: how to see whether it happened. */
  private Value shown(Invocation effect) {
    ActionPart.Observe observe = effect.action().syntax().part(ActionPart.Observe.class);
    if (observe != null) {
      Value _ = run.expressions.evaluate(observe.value(), observing(effect));
    }
    return Foresight.of(effect);
  }

  private @Nullable Value sentAgain(Invocation effect, ServiceFailure failure) {
    settled(effect, Settlement.NOT_YET, null, failure.getMessage());
    return null;
  }

  /** An intent without an outcome: the process ended in between. */
  private @Nullable Value found(Invocation effect) {
    Siblings siblings = effect.frame().manner().siblings();
    if (siblings != null) {
      siblings.arrive();
    }
    run.journal.live();
    run.invariants.settled(effect.call(), Settlement.IN_DOUBT);
    ServiceFailure ended =
        ServiceFailure.inDoubt("The run was cut off while this was being sent.", null);
    boolean byPerson =
        run.journal.endsWithItsPast().isEmpty()
            && (effect.byHand() || !run.actions.isConnected(effect.action()));
    if (byPerson) {
      return happened(effect, run.actions.byPerson(effect), Settlement.HAPPENED);
    }
    Looked looked = looked(effect, ended);
    return switch (looked) {
      case Looked.Found(Value result) -> happened(effect, result, Settlement.HAPPENED);
      case Looked.Absent _ -> sentAgain(effect, ended);
      case Looked.Open(String why) -> {
        Value result = undecided(effect, ended, why);
        yield result == null ? sentAgain(effect, ended) : result;
      }
    };
  }

  Value happened(Invocation effect, Value result, Settlement settlement) {
    settled(effect, settlement, result, "");
    if (effect.frame().manner().undoable() && !run.door.dry()) {
      run.undos.push(effect.action(), effect.frame(), effect.inside(), result);
    }
    return result;
  }

  void settled(Invocation effect, Settlement settlement, @Nullable Value result, String reason) {
    run.invariants.settled(effect.call(), settlement);
    run.journal.tell(
        new Event.Settled(
            effect.frame().path(), effect.call(), settlement, result, reason, run.door.now()));
    boolean change = effect.action().syntax().kind() == ActionKind.CHANGE;
    boolean nothing = settlement == Settlement.NOT_HAPPENED || settlement == Settlement.NOT_YET;
    if (change && !nothing) {
      run.undos.touched(effect.frame().path());
    }
  }

  /**
   * It may have happened: look; and where looking does not tell, ask. It is never simply sent
   * again.
   */
  Value doubt(Invocation effect, ServiceFailure failure) {
    return switch (looked(effect, failure)) {
      case Looked.Found(Value result) -> happened(effect, result, Settlement.HAPPENED);
      case Looked.Absent _ ->
          throw notHappened(effect, failure.getMessage(), " It was looked for and did not happen.");
      case Looked.Open(String why) ->
          settledBy(undecided(effect, failure, why), effect, failure.getMessage());
    };
  }

  private Value settledBy(@Nullable Value said, Invocation effect, String reason) {
    if (said == null) {
      throw notHappened(effect, reason, "");
    }
    return said;
  }

  Unwind notHappened(Invocation effect, String reason, String known) {
    settled(effect, Settlement.NOT_HAPPENED, null, reason);
    return effect.unwind(reason + known);
  }

  /** What looking for an effect tells. */
  private sealed interface Looked {
    record Found(Value result) implements Looked {}

    record Absent() implements Looked {}

    record Open(String why) implements Looked {}
  }

  private Looked looked(Invocation effect, ServiceFailure failure) {
    run.journal.tell(
        new Event.Noted(
            effect.frame().path(),
            failure.getMessage() + " It may have happened: looking.",
            run.door.now()));
    ActionPart.Observe observe = effect.action().syntax().part(ActionPart.Observe.class);
    Value seen =
        observe == null
            ? new Value.Inconclusive("nothing tells whether it happened")
            : orInDoubt(effect, () -> run.expressions.evaluate(observe.value(), observing(effect)));
    if (seen instanceof Value.Inconclusive(String reason)) {
      return new Looked.Open(reason);
    }
    if (seen instanceof Value.None || seen.equals(Value.Bool.FALSE)) {
      return new Looked.Absent();
    }
    return new Looked.Found(effect.action().result() == Basic.NOTHING ? Value.NONE : seen);
  }

  private Frame observing(Invocation effect) {
    Manner manner = effect.inside().manner().observing(run.key(effect.frame())).polling();
    return effect.inside().at("observe").manner(manner);
  }

  /** Null where a person says that it did not happen. */
  private @Nullable Value undecided(Invocation effect, ServiceFailure failure, String reason) {
    Prompt prompt =
        Prompt.of(
                Prompt.Kind.IN_DOUBT,
                effect.frame().path(),
                "Did this happen? " + effect.call().byHand())
            .details(List.of(failure.getMessage(), reason));
    Answer answer = run.prompts.heard(prompt);
    boolean named = !answer.by().isEmpty();
    if (answer.isYes() && named) {
      Value result =
          effect.action().result() == Basic.NOTHING
              ? Value.NONE
              : orInDoubt(
                  effect,
                  () ->
                      run.manual.typed(
                          effect.call().byHand(),
                          effect.action().result(),
                          effect.frame(),
                          effect.span()));
      return happened(effect, result, Settlement.SAID_TO_HAVE_HAPPENED);
    }
    if (answer.choice() == Answer.Choice.NO && named) {
      return null;
    }
    settled(effect, Settlement.IN_DOUBT, null, failure.getMessage());
    String unknown = failure.getMessage() + " Whether it happened is not known: " + reason;
    Unwind end = effect.unwind(unknown).leavingDoubt();
    throw answer.choice() == Answer.Choice.STOP ? end.as(Outcome.ABORTED, unknown) : end;
  }

  interface Step<E extends Exception> {
    Value take() throws E;
  }

  /** An intent never stays without its outcome, whoever ends the run before that is known. */
  <E extends Exception> Value orInDoubt(Invocation effect, Step<E> step) throws E {
    try {
      return step.take();
    } catch (Unwind end) {
      boolean saidNo = end.outcome() == Outcome.FAILED;
      Settlement known = saidNo ? Settlement.NOT_HAPPENED : Settlement.IN_DOUBT;
      settled(effect, known, null, end.reason());
      throw saidNo ? end : end.leavingDoubt();
    }
  }
}
