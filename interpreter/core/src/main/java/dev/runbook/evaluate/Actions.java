package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.door.Departure;
import dev.runbook.door.Elsewhere;
import dev.runbook.door.Services;
import dev.runbook.evaluate.Failures.Decision;
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
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /**
   * Does it, and where it fails for good and somebody is there, what they say. Another go is at a
   * place of its own, so that the record tells one from the other.
   */
  Value perform(Symbol.Action action, List<Value> arguments, Span span, Frame frame) {
    Frame here = frame;
    List<Value> given = arguments;
    boolean byHand = false;
    for (int again = 1; ; again++) {
      Go go = go(action, given, span, here, byHand);
      if (go.failed != null && run.failures.isOpen(go.failed.frame())) {
        return new Value.Unknown(action.result(), action.qualifiedName());
      }
      Decision decision = go.failed == null ? Decision.NONE : run.failures.of(go.failed);
      Failures.Choice choice = decision.choice();
      if (choice == null) {
        return go.result();
      }
      switch (choice) {
        case RETRY -> {}
        case BY_HAND -> byHand = true;
        case EDIT -> {
          given = run.edits.edited(action, given, here, span);
          changed(action, given, decision, here, span);
        }
        case SKIP -> {
          return skipped(go, decision);
        }
        case UNDO -> throw go.unwind().undoing(Undos.words(run.undos.proposal()));
        case FAIL -> throw go.unwind();
        case STOP ->
            throw go.unwind().as(Outcome.ABORTED, "stopped by " + decision.who() + decision.why());
      }
      here = frame.at("again").attempt(again);
    }
  }

  /** One go at a call: what it gave, or how it failed. */
  private record Go(@Nullable Value value, @Nullable Unwind end, Failures.@Nullable Failed failed) {
    Value result() {
      if (value == null) {
        throw unwind();
      }
      return value;
    }

    Unwind unwind() {
      return end == null
          ? Unwind.failed(Objects.requireNonNull(failed).reason(), failed.frame(), failed.span())
          : end;
    }
  }

  private Go go(
      Symbol.Action action, List<Value> arguments, Span span, Frame frame, boolean byHand) {
    run.boundary(frame);
    Frame inside = inside(action, arguments, frame);
    Invocation effect =
        new Invocation(action, described(action, arguments, frame), span, frame, inside, byHand);
    boolean unknown = isAnyInconclusive(arguments);
    boolean read = action.syntax().kind() == ActionKind.READ;
    try {
      Value value =
          run.outline.action(action, frame.path(), inside, () -> perform(effect, arguments));
      boolean fails = read && !unknown && value instanceof Value.Inconclusive;
      String reason = value instanceof Value.Inconclusive(String why) ? why : "";
      return new Go(value, null, fails ? effect.failed(reason, false) : null);
    } catch (Unwind end) {
      boolean fails = end.outcome() == Outcome.FAILED && end.mayBeTriedAgain();
      return new Go(null, end, fails ? effect.failed(end.reason(), unknown) : null);
    }
  }

  /** Each look of each wait passes here: without a stream. */
  private static boolean isAnyInconclusive(List<Value> arguments) {
    for (Value argument : arguments) {
      if (argument instanceof Value.Inconclusive) {
        return true;
      }
    }
    return false;
  }

  /** What was confirmed with other arguments is asked again where a confirm is needed. */
  private void changed(
      Symbol.Action action, List<Value> given, Decision decision, Frame frame, Span span) {
    Guards.Guard guard = isGuarded(action, frame) ? guard(frame) : null;
    if (guard != null) {
      Call call = described(action, given, frame);
      Guards.Guard _ = run.confirms.instead(guard, call, decision.who(), frame, span);
    }
  }

  /** What is left out has no result; one that is used is asked for. */
  private Value skipped(Go go, Decision decision) {
    Failures.Failed failed = Objects.requireNonNull(go.failed);
    if (failed.isRead()) {
      return new Value.Inconclusive("skipped by " + decision.who() + decision.why());
    }
    String words = failed.action().qualifiedName() + " was skipped: what would it have given?";
    return failed.isUsed()
        ? run.manual.typed(words, failed.action().result(), failed.frame(), failed.span())
        : Value.NONE;
  }

  boolean isConnected(Symbol.Action action) {
    return run.door.services().isConnected(action.service().name())
        || (run.door.services().runsCommands()
            && action.syntax().part(ActionPart.ByShell.class) != null);
  }

  private Value perform(Invocation effect, List<Value> arguments) {
    Symbol.Action action = effect.action();
    Call call = effect.call();
    for (Value value : arguments) {
      if (value instanceof Value.Inconclusive(String reason)) {
        if (action.syntax().kind() == ActionKind.READ) {
          return value;
        }
        throw effect.unwind("an argument of " + call.qualifiedName() + " is not known: " + reason);
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

  /** A call as data, with the words in which a person would do it. */
  Call described(Symbol.Action action, List<Value> arguments, Frame frame) {
    Map<String, Value> named = new LinkedHashMap<>();
    for (Symbol.Param parameter : action.parameters()) {
      named.put(parameter.name(), arguments.get(parameter.index()));
    }
    // In a dry run nobody does it: a page has these words from the outline.
    ActionPart.ByHand byHand =
        run.door.dry() ? null : action.syntax().part(ActionPart.ByHand.class);
    String words =
        byHand == null
            ? action.qualifiedName()
            : run.expressions.words(byHand.words(), inside(action, arguments, frame));
    return new Call(action.service().name(), action.name(), named, words);
  }

  private Value read(Invocation effect) {
    Value known = known(effect);
    if (known != null) {
      return known;
    }
    run.waits.cut(effect.frame(), effect.span());
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

  /**
   * What was answered before, in an earlier process or in the same look; null where nothing was.
   */
  private @Nullable Value known(Invocation effect) {
    Look look = effect.frame().manner().look();
    if (look != null) {
      return look.seen(effect.call());
    }
    Event.Read before =
        run.journal.past(
            Event.Read.class,
            effect.frame().path(),
            read -> Journal.isSame(read.call(), effect.call()));
    return before == null ? null : before.answer();
  }

  private Value answered(Invocation effect, Value answer) {
    Event.Read read = new Event.Read(effect.frame().path(), effect.call(), answer, run.door.now());
    Look look = effect.frame().manner().look();
    if (look != null) {
      look.see(effect.call(), answer);
      run.journal.watch(read);
    } else {
      run.journal.tell(read);
    }
    return answer;
  }

  private void pause(Invocation effect, ServiceFailure failure, Duration wait) {
    String note = failure.getMessage() + " (asking again in " + Show.duration(wait) + ")";
    run.journal.tell(new Event.Noted(effect.frame().path(), note, run.door.now()));
    run.waits.sleep(wait, effect.frame(), effect.span());
  }

  private Value change(Invocation effect) {
    Map<String, Value> before = new LinkedHashMap<>();
    Instant end = run.door.now().plus(limit(effect));
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      Event.Intent intended = intended(effect, attempt);
      if (intended != null) {
        before.putAll(intended.before());
        effect.inside().values().putAll(before);
        Value result = run.settlements.recalled(effect);
        if (result != null) {
          return result;
        }
        continue;
      }
      if (before.isEmpty()) {
        before.putAll(before(effect));
      }
      if (attempt == 1) {
        run.previews.tell(effect.action(), effect.frame(), effect.inside());
      }
      guard(effect);
      if (!run.door.dry()) {
        run.invariants.intent(effect.call(), effect.frame(), effect.span());
      }
      run.journal.tell(
          new Event.Intent(effect.frame().path(), effect.call(), before, attempt, run.door.now()));
      try {
        return run.settlements.happened(
            effect, run.settlements.orInDoubt(effect, () -> attempt(effect)), Settlement.HAPPENED);
      } catch (ServiceFailure failure) {
        if (!failure.nothingDone()) {
          return run.settlements.doubt(effect, failure);
        }
        Duration wait = failure.retryAfter().orElse(rateLimited(failure) ? UNSAID_PATIENCE : pause);
        boolean worthIt = rateLimited(failure) || failure.kind() == ServiceFailure.Kind.UNAVAILABLE;
        if (!worthIt || run.door.now().plus(wait).isAfter(end)) {
          throw run.settlements.notHappened(effect, failure.getMessage(), "");
        }
        run.settlements.settled(effect, Settlement.NOT_YET, null, failure.getMessage());
        pause(effect, failure, wait);
        pause = pause.multipliedBy(2);
      }
    }
  }

  /** What an earlier process was about to send here. It must be what is to be sent now. */
  private Event.@Nullable Intent intended(Invocation effect, int attempt) {
    Event.Intent intent =
        run.journal.past(
            Event.Intent.class, effect.frame().path(), other -> other.attempt() == attempt);
    if (intent != null && !Journal.isSame(intent.call(), effect.call())) {
      throw new Departure(
          "At "
              + effect.frame().path()
              + " this run did "
              + intent.call()
              + ", and the text as it is now says "
              + effect.call()
              + ". What is done cannot become something else.");
    }
    return intent;
  }

  private static boolean rateLimited(ServiceFailure failure) {
    return failure.kind() == ServiceFailure.Kind.RATE_LIMITED;
  }

  /**
   * What its undo and its lookup need from before; without it the change would have no way back.
   */
  private Map<String, Value> before(Invocation effect) {
    Map<String, Value> before = new LinkedHashMap<>();
    Frame looking = effect.inside().manner(effect.inside().manner().polling());
    for (ActionPart part : effect.action().syntax().parts()) {
      if (part instanceof ActionPart.Before read) {
        String name = read.name().text();
        Value value = run.expressions.evaluate(read.read(), looking.at("before"));
        if (value instanceof Value.Inconclusive(String reason)) {
          throw effect.unwind(
              effect.call().qualifiedName()
                  + " was not done: `"
                  + name
                  + "` is not known: "
                  + reason);
        }
        before.put(name, value);
        effect.inside().values().put(name, value);
      }
    }
    return before;
  }

  /**
   * Where a prompt may be answered as a reply to what was posted: its service tells replies by an
   * action of this name, which takes the message.
   *
   * @param since before when a reply counts for nothing
   */
  @Nullable Elsewhere elsewhere(Prompt prompt, Instant since) {
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
            call, false, prompt::path, null, replies.result(), limit, null, seen -> {});
    return new Replies(service, since, () -> run.door.services().perform(attempt));
  }

  private Value attempt(Invocation effect) throws ServiceFailure {
    if (run.door.dry() && isOnlyThought(effect)) {
      run.later |= effect.action().syntax().kind() == ActionKind.CHANGE;
      return Foresight.of(effect);
    }
    if (effect.byHand() || !isConnected(effect.action())) {
      return byPerson(effect);
    }
    Services.Command command = command(effect);
    run.journal.live();
    Services.Attempt attempt =
        new Services.Attempt(
            effect.call(),
            effect.action().syntax().kind() != ActionKind.READ,
            () -> run.key(effect.frame()),
            effect.frame().manner().observed(),
            effect.action().result(),
            limit(effect),
            command,
            seen -> run.journal.tell(new Event.Seen(effect.frame().path(), seen, Duration.ZERO)));
    try {
      Value answer = run.door.services().perform(attempt);
      return answer instanceof Value.Unknown ? Foresight.of(effect) : answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ServiceFailure.inDoubt(effect.call().qualifiedName() + " was interrupted.", e);
    } catch (Departure leaving) {
      throw leaving;
    } catch (RuntimeException | LinkageError e) {
      // A binding is anybody's code, and where it broke nobody knows what it had done.
      throw ServiceFailure.inDoubt(
          "The binding of "
              + effect.call().service()
              + " broke in "
              + effect.call().qualifiedName()
              + " ("
              + e.getClass().getSimpleName()
              + ").",
          e);
    }
  }

  /** What the command of a preview prints; it changes nothing, and so stands in no record. */
  Value previewed(Services.Attempt attempt) throws ServiceFailure, InterruptedException {
    run.journal.live();
    return run.door.services().perform(attempt);
  }

  Value byPerson(Invocation effect) {
    return run.manual.done(effect.call(), effect.action().result(), effect.frame(), effect.span());
  }

  /**
   * A dry run changes nothing, and looks up nothing that it would have to guess the name of, or
   * that will be otherwise when its turn comes.
   */
  private boolean isOnlyThought(Invocation effect) {
    return effect.action().syntax().kind() != ActionKind.READ
        || run.later
        || effect.call().arguments().values().stream().anyMatch(Value.Unknown.class::isInstance);
  }

  private Services.@Nullable Command command(Invocation effect) {
    ActionPart.ByShell shell = effect.action().syntax().part(ActionPart.ByShell.class);
    return shell == null
        ? null
        : Commands.of(shell, effect.action().syntax(), effect.inside(), run.expressions);
  }

  private Duration limit(Invocation effect) {
    Duration said = effect.frame().manner().limit();
    if (said != null) {
      return said;
    }
    Expression limit = effect.action().syntax().clauses().value(Clause.Kind.UP_TO);
    return limit != null
            && run.expressions.evaluate(limit, effect.inside())
                instanceof Value.Duration(Duration length)
        ? length
        : DEFAULT_LIMIT;
  }

  /**
   * The authority over protected environments: whatever the checker found, no confirm means no
   * change.
   */
  private void guard(Invocation effect) {
    if (!isGuarded(effect.action(), effect.frame())) {
      return;
    }
    Guards.Guard guard = guard(effect.frame());
    if (guard == null) {
      throw effect.unwind(
          Objects.requireNonNull(effect.frame().environment()).name()
              + " is protected, and nobody who may confirmed "
              + effect.call().qualifiedName()
              + ".");
    }
    // What somebody has done already cannot be held back by asking once more.
    boolean done = run.door.people().saidSo(effect.frame().path(), "");
    while (!done && !guard.holds(run.door.now())) {
      guard = run.confirms.again(guard, effect.frame(), effect.span());
    }
  }

  private boolean isGuarded(Symbol.Action action, Frame frame) {
    return frame.environment() != null
        && frame.environment().isProtected()
        && action.changesEnvironment()
        && !run.door.dry();
  }

  private static Guards.@Nullable Guard guard(Frame frame) {
    return frame.environment() == null ? null : frame.guards().newest(frame.environment());
  }
}
