package dev.runbook.evaluate;

import dev.runbook.check.Effect;
import dev.runbook.check.Symbol;
import dev.runbook.check.Typing;
import dev.runbook.check.Walk;
import dev.runbook.evaluate.Pacer.Move;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Past;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A run gone through step by step. Whatever somebody decides at a statement is in the record before
 * it is done, by its place and its words; a run that is resumed does the same there, whether or not
 * somebody goes through it then.
 */
final class Pacing {

  private final Context run;
  private final boolean isOn;
  private final Map<String, Integer> typed = new ConcurrentHashMap<>();
  private volatile String target = "";
  private volatile Object counts = "";

  Pacing(Context run) {
    this.run = run;
    this.isOn = !run.door.dry() && (run.door.pacer().isThere() || wasOn(run.door.past()));
  }

  /** Whether a record holds decisions of somebody who went through the run. */
  private static boolean wasOn(Past past) {
    return past.all().stream()
        .anyMatch(event ->
            event instanceof Event.Answered answered
                && answered.prompt().kind() == Prompt.Kind.STEP);
  }

  /** Before the run ends, while somebody may still want to do something. */
  void end(Block body, Frame frame) {
    if (isOn) {
      Statement last = body.statements().isEmpty() ? null : body.statements().getLast();
      Span end = new Span(body.span().end(), 0);
      Halt.After _ = new Halt(run, last, body, frame, end, "", "the end").standing(this);
    }
  }

  /** Does a statement, or whatever somebody decides in its place. */
  void through(Statement statement, Block block, Frame frame) {
    if (!isOn || isSaid(statement)) {
      run.statements.statement(statement, frame, null);
      return;
    }
    if (!target.isEmpty() && !isReached(statement, frame)) {
      return;
    }
    Halt halt =
        new Halt(
            run, statement, block, frame, statement.span(), "", words(statement, block, frame));
    if (halt.standing(this) == Halt.After.LEAVES_OUT) {
      return;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        run.statements.statement(statement, frame.attempt(attempt), null);
        run.door.pacer().left(halt);
        return;
      } catch (Unwind end) {
        run.door.pacer().left(halt);
        if (!isAsked(end, frame)) {
          throw end;
        }
        Halt failed = halt.failed(end.reason());
        switch (failed.standing(this)) {
          case LEAVES_OUT -> {
            return;
          }
          case AGAIN -> {}
          case GOES -> {
            counts = end;
            throw end;
          }
        }
      }
    }
  }

  private static boolean isSaid(Statement statement) {
    return statement instanceof Statement.Prose
        || statement instanceof Statement.Ensure
        || statement instanceof Statement.On;
  }

  /** Where it failed for good, and nobody has said yet that this is to count. */
  private boolean isAsked(Unwind end, Frame frame) {
    Manner manner = frame.manner();
    return !counts.equals(end)
        && end.mayBeTriedAgain()
        && !end.undoAsked()
        && !manner.isTriedAgain(end)
        && !manner.leaving()
        && manner.undoable();
  }

  private boolean isReached(Statement statement, Frame frame) {
    String here = frame.at(run.identity.segment(statement)).path();
    if (here.equals(target)) {
      target = "";
      return true;
    }
    return statement instanceof Statement.Step && target.startsWith(here + "/");
  }

  /** Its first line; where the block has the same twice, with its number. */
  private static String words(Statement statement, Block block, Frame frame) {
    String words = first(statement, frame);
    long same =
        block.statements().stream()
            .filter(other -> other.span().offset() < statement.span().offset())
            .filter(other -> first(other, frame).equals(words))
            .count();
    return same == 0 ? words : words + " (" + (same + 1) + ")";
  }

  static String first(Statement statement, Frame frame) {
    return frame
        .module()
        .source()
        .text(statement.span())
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("[\\s{]+$", "")
        .strip();
  }

  /** What was decided here before, or is now. */
  Move decided(Halt halt) {
    Prompt prompt = Prompt.of(Prompt.Kind.STEP, halt.path(), halt.question());
    Event.Answered before =
        run.journal.past(
            Event.Answered.class,
            halt.path(),
            other ->
                other.prompt().kind() == Prompt.Kind.STEP
                    && other.prompt().text().equals(prompt.text()));
    if (before != null) {
      return Moves.of(before.answer());
    }
    if (!run.door.pacer().isThere() || !run.journal.isAtTheEnd(halt.frame())) {
      return new Move.Go();
    }
    run.boundary(halt.frame());
    Move move = next(halt);
    if (!(move instanceof Move.Go || move instanceof Move.Note)) {
      run.journal.live();
      run.journal.tell(
          new Event.Answered(
              prompt, Moves.answer(move, run.door.people().operator()), run.door.now()));
    }
    return move;
  }

  private Move next(Halt halt) {
    try {
      return run.door.pacer().next(halt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Move.End("interrupted");
    }
  }

  void jump(String path) {
    target = path;
  }

  /** Ends the run here. */
  Unwind ended(Halt halt, String reason, boolean undoing) {
    String why = reason.isEmpty() ? "" : ": " + reason;
    Unwind end =
        new Unwind(
            Outcome.ABORTED, "stopped" + why, halt.path(), halt.frame().module(), halt.span());
    return undoing ? end.undoing(Undos.words(run.undos.proposal())) : end;
  }

  /** A statement of the language, done here as if it stood here. */
  void perform(String text, Halt halt) {
    int number = typed.merge(halt.path(), 1, Integer::sum);
    Frame place = halt.frame().at(ByHand.SEGMENT).attempt(number);
    Typing.Typed read = halt.read(text);
    Statement statement = read.statement();
    if (statement == null) {
      note(place, ByHand.FAILED + "this is not understood: " + text);
      return;
    }
    Frame here = halt.frame().typed(read.module()).at(ByHand.SEGMENT).attempt(number);
    try {
      agreed(statement, text, here, halt.frame());
      if (read.expression() && statement instanceof Statement.Let let) {
        Value value = run.expressions.evaluate(let.value(), here);
        note(place, text + " gave " + dev.runbook.value.Show.text(value));
      } else {
        run.statements.statement(statement, here, null);
      }
    } catch (Unwind end) {
      if (!end.mayBeTriedAgain()) {
        throw end;
      }
      note(place, ByHand.FAILED + end.reason());
    }
  }

  /** Whether it changes something outside, or any statement within it does. */
  private boolean changes(Statement typed) {
    boolean[] changes = {false};
    Walk.statements(
        new Block(List.of(typed), typed.span()),
        statement ->
            changes[0] |=
                switch (statement) {
                  case Statement.Let let -> run.effects.of(let.value()).atLeast(Effect.NOTICE);
                  case Statement.CallStatement call ->
                      run.effects.of(call.call()).atLeast(Effect.NOTICE);
                  case Statement.Deploy _, Statement.Run _, Statement.Temporarily _ -> true;
                  default -> false;
                });
    return changes[0];
  }

  /** What changes something is agreed to first, as the environment wants it. */
  private void agreed(Statement statement, String text, Frame here, Frame outer) {
    if (!changes(statement)) {
      return;
    }
    Symbol.Environment environment = outer.environment();
    boolean isProtected = environment != null && environment.isProtected();
    List<Symbol.Team> teams =
        isProtected ? Objects.requireNonNull(environment).guards() : List.of();
    List<String> details = new ArrayList<>();
    if (environment != null) {
      details.add("in " + environment.name() + (isProtected ? " (protected)" : ""));
    }
    String question = "Do this by hand? " + text;
    Prompt prompt =
        Prompt.of(Prompt.Kind.CONFIRM, here.path(), question)
            .details(details)
            .typed(Guarded.typed(question, run, outer))
            .by(teams.stream().map(team -> new Prompt.Team(team.name(), team.title())).toList(), 1);
    Event.Answered answered = run.prompts.given(prompt);
    if (!answered.answer().isYes()) {
      throw Unwind.failed("nobody agreed to it: " + text, here, statement.span());
    }
    if (isProtected) {
      here.guards()
          .give(
              new Guards.Guard(
                  List.of(), List.of(Objects.requireNonNull(environment)), prompt, answered.at()));
    }
  }

  void note(Frame frame, String words) {
    run.journal.tell(new Event.Noted(frame.path(), words, run.door.now()));
  }

  /** A decision as an answer, and back. */
  private static final class Moves {
    static Answer answer(Move move, String by) {
      return switch (move) {
        case Move.Go _ -> said("go", "", by);
        case Move.Skip skip -> said("skip", skip.reason(), by);
        case Move.Jump jump -> said("jump " + jump.path(), jump.reason(), by);
        case Move.Retry _ -> said("retry", "", by);
        case Move.Back _ -> said("back", "", by);
        case Move.Typed typed -> said(ByHand.WORD + " " + typed.text(), "", by);
        case Move.Escalate _ -> said("escalate", "", by);
        case Move.Note _ -> throw new IllegalStateException("a note is an event of its own");
        case Move.Undo undo -> said("undo", undo.reason(), by);
        case Move.End end -> said("stop", end.reason(), by);
      };
    }

    private static Answer said(String words, String reason, String by) {
      return new Answer(Answer.Choice.YES, new Value.Text(words), by, false, reason);
    }

    static Move of(Answer answer) {
      String words = answer.value() instanceof Value.Text(String text) ? text : "go";
      int space = words.indexOf(' ');
      String rest = space < 0 ? "" : words.substring(space + 1);
      return switch (space < 0 ? words : words.substring(0, space)) {
        case "skip" -> new Move.Skip(answer.reason());
        case "jump" -> new Move.Jump(rest, answer.reason());
        case "retry" -> new Move.Retry();
        case "back" -> new Move.Back();
        case ByHand.WORD -> new Move.Typed(rest);
        case "escalate" -> new Move.Escalate();
        case "undo" -> new Move.Undo(answer.reason());
        case "stop" -> new Move.End(answer.reason());
        default -> new Move.Go();
      };
    }
  }
}
