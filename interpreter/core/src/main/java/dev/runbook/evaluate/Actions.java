package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.door.Elsewhere;
import dev.runbook.door.Services;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Span;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Declaration.ActionKind;
import dev.runbook.syntax.Expression;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one rule of every effect: guard, intent, act, outcome; and where the outcome is in doubt,
 * look before anything else. Nothing here knows which service it is.
 */
final class Actions {

  private static final int READ_ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration UNSAID_PATIENCE = Duration.ofMinutes(1);
  private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(1);

  private final Context run;

  Actions(Context run) {
    this.run = run;
  }

  Value call(Symbol.Action action, List<Value> arguments, Expression.Call syntax, Frame frame) {
    return perform(action, arguments, syntax.span(), frame);
  }

  Value perform(Symbol.Action action, List<Value> arguments, Span span, Frame frame) {
    Siblings.boundary(frame);
    Frame inside = inside(action, arguments, frame);
    Map<String, Value> named = new LinkedHashMap<>();
    for (Symbol.Param parameter : action.parameters()) {
      named.put(parameter.name(), arguments.get(parameter.index()));
    }
    ActionPart.ByHand byHand = action.syntax().part(ActionPart.ByHand.class);
    Call call =
        new Call(
            action.service().name(),
            action.name(),
            named,
            byHand == null
                ? action.qualifiedName()
                : run.expressions.words(byHand.words(), inside));
    Effect effect = new Effect(action, call, span, frame, inside);
    for (Value value : arguments) {
      if (value instanceof Value.Inconclusive(String reason)) {
        if (action.syntax().kind() == ActionKind.READ) {
          return value;
        }
        throw failed(effect, "an argument of " + call.qualifiedName() + " is not known: " + reason);
      }
    }
    return action.syntax().kind() == ActionKind.READ ? read(effect) : change(effect);
  }

  /** Where the declaration's own expressions are evaluated. */
  static Frame inside(Symbol.Action action, List<Value> arguments, Frame frame) {
    Frame inside =
        Frame.of(action.service().module(), frame.path(), frame.environment(), frame.guards());
    for (Symbol.Param parameter : action.parameters()) {
      inside.values().put(parameter.name(), arguments.get(parameter.index()));
    }
    return inside;
  }

  /**
   * One call on its way: what, where from, and the frame in which the declaration's own expressions
   * are evaluated.
   */
  private record Effect(Symbol.Action action, Call call, Span span, Frame frame, Frame inside) {}

  private Value read(Effect effect) {
    Instant end = run.door.now().plus(limit(effect));
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return answered(effect, attempt(effect));
      } catch (Unwind byHand) {
        if (byHand.outcome() != Outcome.FAILED) {
          throw byHand;
        }
        return answered(effect, new Value.Inconclusive(byHand.reason()));
      } catch (ServiceFailure failure) {
        boolean worthIt =
            failure.kind() != ServiceFailure.Kind.REFUSED
                && failure.kind() != ServiceFailure.Kind.UNAUTHORIZED;
        Duration wait = failure.retryAfter().orElse(pause);
        if (!worthIt || attempt == READ_ATTEMPTS || run.door.now().plus(wait).isAfter(end)) {
          return answered(effect, new Value.Inconclusive(failure.getMessage()));
        }
        pause(effect, failure, wait);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private Value answered(Effect effect, Value answer) {
    run.door.tell(new Event.Read(effect.frame.path(), effect.call, answer, run.door.now()));
    return answer;
  }

  private void pause(Effect effect, ServiceFailure failure, Duration wait) {
    run.door.tell(
        new Event.Noted(
            effect.frame.path(),
            failure.getMessage()
                + " (asking again in "
                + dev.runbook.value.Show.duration(wait)
                + ")",
            run.door.now()));
    run.waits.sleep(wait, effect.frame);
  }

  private Value change(Effect effect) {
    Map<String, Value> before = before(effect);
    run.previews.tell(effect.action, effect.frame, effect.inside);
    Instant end = run.door.now().plus(limit(effect));
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      guard(effect);
      if (!run.door.dry()) {
        run.invariants.intent(effect.action, effect.call, effect.frame, effect.span);
      }
      run.door.tell(
          new Event.Intent(effect.frame.path(), effect.call, before, attempt, run.door.now()));
      try {
        return happened(effect, orInDoubt(effect, () -> attempt(effect)), Settlement.HAPPENED);
      } catch (ServiceFailure failure) {
        if (!failure.nothingDone()) {
          return doubt(effect, failure);
        }
        settled(effect, Settlement.NOT_HAPPENED, null, failure.getMessage());
        Duration wait = failure.retryAfter().orElse(rateLimited(failure) ? UNSAID_PATIENCE : pause);
        boolean worthIt = rateLimited(failure) || failure.kind() == ServiceFailure.Kind.UNAVAILABLE;
        if (!worthIt || run.door.now().plus(wait).isAfter(end)) {
          throw failed(effect, failure.getMessage());
        }
        pause(effect, failure, wait);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static boolean rateLimited(ServiceFailure failure) {
    return failure.kind() == ServiceFailure.Kind.RATE_LIMITED;
  }

  private Value happened(Effect effect, Value result, Settlement settlement) {
    settled(effect, settlement, result, "");
    if (effect.frame.manner().undoable() && !run.door.dry()) {
      run.undos.push(effect.action, effect.frame, effect.inside, result);
    }
    return result;
  }

  private void settled(
      Effect effect, Settlement settlement, @Nullable Value result, String reason) {
    run.invariants.settled(effect.action, effect.call, settlement);
    run.door.tell(
        new Event.Settled(
            effect.frame.path(), effect.call, settlement, result, reason, run.door.now()));
    boolean change = effect.action.syntax().kind() == ActionKind.CHANGE;
    if (change && settlement != Settlement.NOT_HAPPENED) {
      run.undos.touched(effect.frame.path());
    }
  }

  /**
   * It may have happened: look; and where looking does not tell, ask. It is never simply sent
   * again.
   */
  private Value doubt(Effect effect, ServiceFailure failure) {
    run.door.tell(
        new Event.Noted(
            effect.frame.path(),
            failure.getMessage() + " It may have happened: looking.",
            run.door.now()));
    ActionPart.Observe observe = effect.action.syntax().part(ActionPart.Observe.class);
    Value seen =
        observe == null
            ? new Value.Inconclusive("nothing tells whether it happened")
            : orInDoubt(effect, () -> run.expressions.evaluate(observe.value(), observing(effect)));
    boolean absent = seen instanceof Value.None || seen.equals(Value.Bool.FALSE);
    if (seen instanceof Value.Inconclusive(String reason)) {
      return undecided(effect, failure, reason);
    }
    if (absent) {
      settled(effect, Settlement.NOT_HAPPENED, null, failure.getMessage());
      throw failed(effect, failure.getMessage() + " It was looked for and did not happen.");
    }
    Value result = effect.action.result() == Basic.NOTHING ? Value.NONE : seen;
    return happened(effect, result, Settlement.HAPPENED);
  }

  private Frame observing(Effect effect) {
    Manner manner = effect.inside.manner().observing(run.key(effect.frame));
    return effect.inside.at("observe").manner(manner);
  }

  private Value undecided(Effect effect, ServiceFailure failure, String reason) {
    Prompt prompt =
        Prompt.of(
                Prompt.Kind.IN_DOUBT,
                effect.frame.path(),
                "Did this happen? " + effect.call.byHand())
            .details(List.of(failure.getMessage(), reason));
    Answer answer = run.prompts.heard(prompt);
    boolean named = !answer.by().isEmpty();
    if (answer.isYes() && named) {
      Value result =
          effect.action.result() == Basic.NOTHING
              ? Value.NONE
              : orInDoubt(
                  effect,
                  () ->
                      run.prompts.typed(
                          effect.call.byHand(), effect.action.result(), effect.frame, effect.span));
      return happened(effect, result, Settlement.SAID_TO_HAVE_HAPPENED);
    }
    if (answer.choice() == Answer.Choice.NO && named) {
      settled(effect, Settlement.NOT_HAPPENED, null, failure.getMessage());
      throw failed(effect, failure.getMessage());
    }
    settled(effect, Settlement.IN_DOUBT, null, failure.getMessage());
    String unknown = failure.getMessage() + " Whether it happened is not known: " + reason;
    Unwind end = failed(effect, unknown).leavingDoubt();
    throw answer.choice() == Answer.Choice.STOP ? end.as(Outcome.ABORTED, unknown) : end;
  }

  private interface Step<E extends Exception> {
    Value take() throws E;
  }

  /** An intent never stays without its outcome, whoever ends the run before that is known. */
  private <E extends Exception> Value orInDoubt(Effect effect, Step<E> step) throws E {
    try {
      return step.take();
    } catch (Unwind end) {
      boolean saidNo = end.outcome() == Outcome.FAILED;
      Settlement known = saidNo ? Settlement.NOT_HAPPENED : Settlement.IN_DOUBT;
      settled(effect, known, null, end.reason());
      throw saidNo ? end : end.leavingDoubt();
    }
  }

  private static Unwind failed(Effect effect, String reason) {
    return Unwind.failed(reason, effect.frame, effect.span);
  }

  /**
   * What its undo and its lookup need from before; without it the change would have no way back.
   */
  private Map<String, Value> before(Effect effect) {
    Map<String, Value> before = new LinkedHashMap<>();
    for (ActionPart part : effect.action.syntax().parts()) {
      if (part instanceof ActionPart.Before read) {
        String name = read.name().text();
        Value value = run.expressions.evaluate(read.read(), effect.inside.at("before"));
        if (value instanceof Value.Inconclusive(String reason)) {
          throw failed(
              effect,
              effect.call.qualifiedName()
                  + " was not done: `"
                  + name
                  + "` is not known: "
                  + reason);
        }
        before.put(name, value);
        effect.inside.values().put(name, value);
      }
    }
    return before;
  }

  /**
   * Where a prompt may be answered as a reply to what was posted: its service tells replies by an
   * action of this name, which takes the message.
   */
  @Nullable Elsewhere elsewhere(Prompt prompt) {
    if (!(prompt.inReplyTo() instanceof Value.Record message) || run.door.dry()) {
      return null;
    }
    String service = message.type().service();
    Symbol.Action replies = run.program.action(service, "replies").orElse(null);
    if (replies == null
        || replies.parameters().size() != 1
        || !run.door.services().isConnected(service)) {
      return null;
    }
    String parameter = replies.parameters().getFirst().name();
    Call call = new Call(service, replies.name(), Map.of(parameter, message), "");
    Duration limit = Duration.ofSeconds(30);
    Services.Attempt attempt =
        new Services.Attempt(
            call, false, prompt.path(), null, replies.result(), limit, null, seen -> {});
    return new Replies(service, () -> run.door.services().perform(attempt));
  }

  private Value attempt(Effect effect) throws ServiceFailure {
    if (run.door.dry() && isOnlyThought(effect)) {
      return new Value.Unknown(effect.action.result(), effect.call.qualifiedName());
    }
    Services.Command command = command(effect);
    if (!run.door.services().isConnected(effect.call.service()) && command == null) {
      return run.prompts.byHand(effect.call, effect.action.result(), effect.frame, effect.span);
    }
    Services.Attempt attempt =
        new Services.Attempt(
            effect.call,
            effect.action.syntax().kind() != ActionKind.READ,
            run.key(effect.frame),
            effect.frame.manner().observed(),
            effect.action.result(),
            limit(effect),
            command,
            seen -> run.door.tell(new Event.Seen(effect.frame.path(), seen, Duration.ZERO)));
    try {
      return run.door.services().perform(attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ServiceFailure.inDoubt(effect.call.qualifiedName() + " was interrupted.", e);
    } catch (RuntimeException | LinkageError e) {
      // A binding is anybody's code, and where it broke nobody knows what it had done.
      throw ServiceFailure.inDoubt(
          "The binding of "
              + effect.call.service()
              + " broke in "
              + effect.call.qualifiedName()
              + " ("
              + e.getClass().getSimpleName()
              + ").",
          e);
    }
  }

  /** A dry run changes nothing, and looks up nothing that it would have to guess the name of. */
  private static boolean isOnlyThought(Effect effect) {
    return effect.action.syntax().kind() != ActionKind.READ
        || effect.call.arguments().values().stream().anyMatch(Value.Unknown.class::isInstance);
  }

  private Services.@Nullable Command command(Effect effect) {
    ActionPart.ByShell shell = effect.action.syntax().part(ActionPart.ByShell.class);
    return shell == null
        ? null
        : Commands.of(shell, effect.action.syntax(), effect.inside, run.expressions);
  }

  private Duration limit(Effect effect) {
    Duration said = effect.frame.manner().limit();
    if (said != null) {
      return said;
    }
    Expression limit = effect.action.syntax().clauses().value(Clause.Kind.UP_TO);
    return limit != null
            && run.expressions.evaluate(limit, effect.inside)
                instanceof Value.Duration(Duration length)
        ? length
        : DEFAULT_LIMIT;
  }

  /**
   * The authority over protected environments: whatever the checker found, no confirm means no
   * change.
   */
  private void guard(Effect effect) {
    Symbol.Environment environment = effect.frame.environment();
    if (environment == null
        || !environment.isProtected()
        || !effect.action.changesEnvironment()
        || run.door.dry()) {
      return;
    }
    Guards.Guard guard = effect.frame.guards().newest(environment);
    if (guard == null) {
      throw failed(
          effect,
          environment.name()
              + " is protected, and nobody who may confirmed "
              + effect.call.qualifiedName()
              + ".");
    }
    if (!guard.holds(run.door.now())) {
      run.prompts.confirmAgain(guard, effect.frame, effect.span);
    }
  }
}
