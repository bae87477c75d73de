package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.door.Elsewhere;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.type.Basic;
import dev.runbook.type.Type;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that people are asked. */
final class Prompts {

  private static final int MOST_PEOPLE = 1000;

  private static final Span NOWHERE = new Span(0, 0);

  private final Context run;

  Prompts(Context run) {
    this.run = run;
  }

  /** An answer; a stop and a time-out end the run here, and do not come back. */
  Answer ask(Prompt prompt, Frame frame, Span span) {
    return answered(prompt, frame, span).answer();
  }

  /** An answer with its time, to a question whose limit may be moved. */
  Event.Answered answered(Prompt asked, Frame frame, Span span) {
    Prompt prompt = asked;
    while (true) {
      run.boundary(frame);
      Siblings siblings = frame.manner().siblings();
      Event.Answered answered = given(prompt, siblings == null ? () -> "" : siblings::why);
      Answer answer = answered.answer();
      if (answer.choice() == Answer.Choice.STOP) {
        String who = answer.by().isEmpty() ? "" : " by " + answer.by();
        String why = answer.reason().isEmpty() ? "" : ": " + answer.reason();
        throw new Unwind(
            Outcome.ABORTED, "stopped" + who + why, frame.path(), frame.module(), span);
      }
      if (answer.choice() != Answer.Choice.NOBODY) {
        return answered;
      }
      run.boundary(frame);
      Duration limit = prompt.limit();
      Duration more =
          limit == null
              ? null
              : run.deadlines.more("for an answer to “" + prompt.text() + "”", limit, frame, span);
      if (more == null) {
        throw new Unwind(
            Outcome.TIMED_OUT,
            "nobody answered: " + prompt.text(),
            frame.path(),
            frame.module(),
            span);
      }
      prompt = prompt.upTo(more);
    }
  }

  /**
   * What was answered, whatever it means; too late an answer is none. What was answered before is
   * not asked again.
   */
  Answer heard(Prompt prompt) {
    return given(prompt).answer();
  }

  /** An answer with its time; whoever wants help first is asked again after it. */
  Event.Answered given(Prompt asked) {
    return given(asked, () -> "");
  }

  /**
   * @param pointless why nobody has to answer any more
   */
  private Event.Answered given(Prompt asked, Supplier<String> pointless) {
    Symbol.Escalation ladder =
        asked.kind() == Prompt.Kind.ESCALATION || run.door.dry() ? null : run.deadlines.ladder();
    List<String> details = new ArrayList<>(asked.details());
    while (true) {
      Prompt prompt = asked.details(details).orEscalate(ladder == null ? null : ladder.title());
      Event.Answered answered = once(prompt, pointless);
      if (ladder == null || answered.answer().choice() != Answer.Choice.ESCALATE) {
        return answered;
      }
      details.add(run.deadlines.help(ladder, asked.path()));
    }
  }

  private Event.Answered once(Prompt prompt, Supplier<String> pointless) {
    Event.Asked asked = new Event.Asked(prompt, run.door.now());
    run.journal.tell(asked);
    Event.Answered before =
        run.journal.past(
            Event.Answered.class,
            prompt.path(),
            other ->
                other.prompt().kind() == prompt.kind()
                    && other.prompt().text().equals(prompt.text()));
    if (before != null) {
      return before;
    }
    run.journal.live();
    Answer answer = heardNow(prompt, pointless);
    while (answer.choice() == Answer.Choice.NOTE) {
      String who = answer.by().isEmpty() ? "noted" : answer.by() + " noted";
      String note = who + ": " + answer.reason();
      run.journal.tell(new Event.Noted(prompt.path(), note, run.door.now()));
      answer = heardNow(prompt.upTo(left(asked)), pointless);
    }
    if (answer.choice() == Answer.Choice.NOBODY && !pointless.get().isEmpty()) {
      // Nobody decided anything: the branch goes no further, and says so itself.
      return new Event.Answered(prompt, answer, run.door.now());
    }
    Event.Answered answered = new Event.Answered(prompt, inTime(asked, answer), run.door.now());
    run.journal.tell(answered);
    return answered;
  }

  /** Who is asked sees what undoing would do as it is now. */
  private Answer heardNow(Prompt prompt, Supplier<String> pointless) {
    Prompt shown = run.door.dry() ? prompt : prompt.undos(run.undos.proposal());
    try {
      return run.door.people().ask(shown, elsewhere(prompt), pointless);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(Answer.Choice.STOP, null, "", false, "interrupted");
    }
  }

  private @Nullable Elsewhere elsewhere(Prompt prompt) {
    return run.actions.elsewhere(prompt, run.confirms.expired(prompt.path()));
  }

  private @Nullable Duration left(Event.Asked asked) {
    Duration limit = asked.prompt().limit();
    return limit == null
        ? null
        : Duration.between(run.door.now(), asked.at().plus(limit)).plusMillis(1);
  }

  private Answer inTime(Event.Asked asked, Answer answer) {
    Prompt prompt = asked.prompt();
    Duration limit = prompt.limit();
    if (limit == null
        || !run.door.now().isAfter(asked.at().plus(limit))
        || answer.choice() == Answer.Choice.STOP
        || answer.choice() == Answer.Choice.NOBODY) {
      return answer;
    }
    String note =
        "the answer of "
            + (answer.by().isEmpty() ? "nobody in particular" : answer.by())
            + " came after "
            + Show.duration(limit)
            + ": too late";
    run.journal.tell(new Event.Noted(prompt.path(), note, run.door.now()));
    return new Answer(Answer.Choice.NOBODY, null, "", false, "");
  }

  /** Work, and what should be seen after it: its prose is shown before, its checks come after. */
  void work(Statement.Do work, Frame frame) {
    List<Statement> after = work.seen() == null ? List.of() : work.seen().statements();
    List<String> seen = new ArrayList<>();
    while (!after.isEmpty() && after.getFirst() instanceof Statement.Prose prose) {
      prose.lines().forEach(line -> seen.add(run.expressions.words(line, frame)));
      after = after.subList(1, after.size());
    }
    Prompt prompt =
        asked(Prompt.Kind.DO, run.expressions.words(work.work(), frame), work.clauses(), frame)
            .details(seen);
    Answer answer = ask(prompt, frame, work.span());
    if (!answer.isYes()) {
      throw Unwind.failed("not done: " + prompt.text() + why(answer), frame, work.span());
    }
    run.later |= run.door.dry();
    Block checks = new Block(after, work.span());
    Clause by = work.clauses().get(Clause.Kind.BY);
    run.outline.work(
        work, by == null ? List.of() : teams(by), frame, () -> seen(work, checks, frame));
  }

  /** Of a dry run all that should be seen, of another one what was not shown yet. */
  private void seen(Statement.Do work, Block checks, Frame frame) {
    if (run.door.dry() && work.seen() != null) {
      run.statements.block(work.seen(), frame.inner());
    } else if (!checks.statements().isEmpty()) {
      run.statements.block(checks, frame.inner());
    }
  }

  /** Whether somebody wants a step that may be left out; where nobody says so, it is. */
  boolean wanted(String title, Frame frame) {
    run.boundary(frame);
    String question = "This step is optional: " + title + ". Do it?";
    Answer answer = heard(Prompt.of(Prompt.Kind.CONFIRM, frame.path(), question));
    if (answer.choice() == Answer.Choice.STOP) {
      throw new Unwind(
          Outcome.ABORTED, "stopped at: " + title, frame.path(), frame.module(), new Span(0, 0));
    }
    return answer.isYes();
  }

  /**
   * Whether somebody said that something is so that is otherwise looked at. It is recorded as their
   * answer, although nobody asked.
   */
  boolean saidSo(String what, Frame frame) {
    Prompt prompt = Prompt.of(Prompt.Kind.BY_HAND, frame.path(), what);
    boolean before =
        run.journal.past(
                Event.Answered.class,
                frame.path(),
                other ->
                    other.prompt().kind() == prompt.kind() && other.prompt().text().equals(what))
            != null;
    return before
        || (run.door.people().saidSo(frame.path(), what) && ask(prompt, frame, NOWHERE).isYes());
  }

  /** What the clock said when somebody came here without us. */
  Value moment(String what, Value now, Frame frame) {
    if (!run.door.people().saidSo(frame.path(), "")) {
      return now;
    }
    Type type = now instanceof Value.Time ? Basic.TIME : Basic.DATE;
    return run.manual.typed("The time when this was reached (" + what + ")", type, frame, NOWHERE);
  }

  static String why(Answer answer) {
    return answer.reason().isEmpty() ? "" : " (" + answer.reason() + ")";
  }

  Value question(Statement.Ask ask, Frame frame) {
    Expression otherwise = ask.clauses().value(Clause.Kind.DEFAULT);
    Value byDefault = otherwise == null ? null : run.expressions.evaluate(otherwise, frame);
    boolean known =
        byDefault != null
            && !(byDefault instanceof Value.None)
            && !(byDefault instanceof Value.Inconclusive);
    Prompt prompt =
        asked(Prompt.Kind.ASK, run.expressions.words(ask.question(), frame), ask.clauses(), frame)
            .value(run.facts.answerType(ask), known ? byDefault : null);
    Clause by = ask.clauses().get(Clause.Kind.BY);
    run.outline.ask(ask, by == null ? List.of() : teams(by), frame);
    Answer answer = ask(prompt, frame, ask.span());
    Value value = answer.value();
    if (value == null) {
      throw Unwind.failed("no answer to: " + prompt.text() + why(answer), frame, ask.span());
    }
    return value;
  }

  /** A warning that holds: a person may pass it with a reason, or ends the run. */
  void warn(String warning, Frame frame, Span span) {
    Prompt prompt = Prompt.of(Prompt.Kind.WARN, frame.path(), warning);
    Answer answer = ask(prompt, frame, span);
    if (!answer.isYes()) {
      throw Confirms.rejected(prompt, answer, frame, span);
    }
  }

  /** What cannot be told may be said by a person, with a reason; true and false where they do. */
  boolean undecided(String what, String reason, Frame frame, Span span) {
    run.boundary(frame);
    Prompt prompt =
        Prompt.of(
                Prompt.Kind.UNDECIDED,
                frame.path(),
                "This could not be decided: " + what + ". Does it hold?")
            .details(List.of(reason));
    Answer answer = heard(prompt);
    boolean overruled =
        !answer.by().isEmpty()
            && (answer.choice() == Answer.Choice.NO
                || (answer.isYes() && !answer.reason().isEmpty()));
    if (overruled || run.door.dry()) {
      return answer.isYes();
    }
    Unwind end = Unwind.failed("undecided: " + what + " (" + reason + ")", frame, span);
    throw answer.choice() == Answer.Choice.STOP ? end.as(Outcome.ABORTED, end.reason()) : end;
  }

  /** The question of a statement: of whom, how many of them, and up to when. */
  Prompt asked(Prompt.Kind kind, String text, Clauses clauses, Frame frame) {
    Clause by = clauses.get(Clause.Kind.BY);
    Duration length = run.waits.duration(clauses, Clause.Kind.UP_TO, frame);
    Expression message = clauses.value(Clause.Kind.IN_REPLY_TO);
    Prompt prompt =
        Prompt.of(kind, frame.path(), text)
            .upTo(length)
            .inReplyTo(message == null ? null : run.expressions.evaluate(message, frame));
    if (by == null) {
      return prompt;
    }
    return prompt.by(
        teams(by).stream().map(team -> new Prompt.Team(team.name(), team.title())).toList(),
        by.quorum() == null ? 1 : quorum(by.quorum(), frame));
  }

  /** A confirm that asks nobody would guard what comes behind it. */
  private int quorum(Expression people, Frame frame) {
    Value value = run.expressions.evaluate(people, frame);
    if (value instanceof Value.Unknown) {
      return 1;
    }
    boolean some =
        value instanceof Value.Number number
            && number.number().stripTrailingZeros().scale() <= 0
            && number.number().signum() > 0
            && number.number().compareTo(BigDecimal.valueOf(MOST_PEOPLE)) <= 0;
    if (!some) {
      throw Unwind.failed(
          "how many people have to say yes is a whole number of at least 1, and not "
              + Show.text(value),
          frame,
          people.span());
    }
    return ((Value.Number) value).number().intValueExact();
  }

  List<Symbol.Team> teams(Clause by) {
    List<Symbol.Team> teams = new ArrayList<>();
    for (Expression value : by.values()) {
      if (run.facts.meaning(value)
          instanceof dev.runbook.check.Facts.Meaning.Declared(Symbol.Team team)) {
        teams.add(team);
      }
    }
    return teams;
  }

  /** Asks the ladder, rung by rung; it ends, and never begins again. */
  void escalate(Symbol.Escalation ladder, Frame frame, Span span) {
    if (!helped(ladder, frame, span)) {
      throw Unwind.failed(
          "nobody of " + ladder.name() + " could help: the ladder ends here", frame, span);
    }
  }

  /** Whether somebody of the ladder said that they could help. */
  boolean helped(Symbol.Escalation ladder, Frame frame, Span span) {
    int at = 0;
    for (Symbol.Team team : ladder.teams()) {
      Clauses rung = ladder.syntax().rungs().get(at++).clauses();
      Duration length = run.waits.duration(rung, Clause.Kind.UP_TO, frame);
      run.boundary(frame);
      List<String> contact = Contacts.of(team);
      Prompt prompt =
          Prompt.of(
                  Prompt.Kind.ESCALATION,
                  frame.path(),
                  "Ask " + team.title() + " for help. Could they help?")
              .details(contact)
              .upTo(length);
      Answer answer = heard(prompt);
      if (answer.isYes()) {
        return true;
      }
      if (answer.choice() == Answer.Choice.STOP) {
        throw new Unwind(
            Outcome.ABORTED, "stopped while help was sought", frame.path(), frame.module(), span);
      }
    }
    return false;
  }
}
