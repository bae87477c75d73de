package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Span;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that people are asked. */
final class Prompts {

  private final Context run;

  Prompts(Context run) {
    this.run = run;
  }

  /** An answer; a stop and a time-out end the run here, and do not come back. */
  Answer ask(Prompt prompt, Frame frame, Span span) {
    run.door.tell(new Event.Asked(prompt, run.door.now()));
    Answer answer;
    try {
      answer = run.door.people().ask(prompt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = new Answer(Answer.Choice.STOP, null, "", false, "interrupted");
    }
    run.door.tell(new Event.Answered(prompt, answer, run.door.now()));
    if (answer.choice() == Answer.Choice.STOP) {
      String who = answer.by().isEmpty() ? "" : " by " + answer.by();
      String why = answer.reason().isEmpty() ? "" : ": " + answer.reason();
      throw new Unwind(Outcome.ABORTED, "stopped" + who + why, frame.path(), frame.module(), span);
    }
    if (answer.choice() == Answer.Choice.NOBODY && prompt.kind() != Prompt.Kind.ESCALATION) {
      throw new Unwind(
          Outcome.TIMED_OUT,
          "nobody answered: " + prompt.text(),
          frame.path(),
          frame.module(),
          span);
    }
    return answer;
  }

  void confirm(Statement.Confirm confirm, Frame frame) {
    Prompt prompt =
        asked(
                Prompt.Kind.CONFIRM,
                run.expressions.words(confirm.question(), frame),
                confirm.clauses(),
                frame)
            .details(Guarded.by(confirm, run, frame));
    Answer answer = ask(prompt, frame, confirm.span());
    if (!answer.isYes()) {
      throw rejected(prompt, answer, frame, confirm.span());
    }
    Clause by = confirm.clauses().get(Clause.Kind.BY);
    if (by != null) {
      for (Symbol.Team team : teams(by)) {
        frame.guards().give(new Guards.Guard(team, prompt, run.door.now()));
      }
    }
  }

  private static Unwind rejected(Prompt prompt, Answer answer, Frame frame, Span span) {
    String who = answer.by().isEmpty() ? "" : answer.by() + " said ";
    String why = answer.reason().isEmpty() ? "" : " (" + answer.reason() + ")";
    return new Unwind(
        Outcome.REJECTED,
        who + "no to: " + prompt.text() + why,
        frame.path(),
        frame.module(),
        span);
  }

  /** A confirm that was given too long ago to count. */
  void confirmAgain(Guards.Guard guard, Frame frame, Span span) {
    List<String> details = new ArrayList<>(guard.prompt().details());
    details.add(
        "This was confirmed at "
            + Show.text(new Value.Time(guard.given(), run.zone))
            + ". A confirm holds for "
            + Show.duration(Guards.HOLDS)
            + ", so it is asked again.");
    Prompt prompt = guard.prompt().details(details);
    Answer answer = ask(prompt, frame, span);
    if (!answer.isYes()) {
      throw rejected(prompt, answer, frame, span);
    }
    frame.guards().give(new Guards.Guard(guard.team(), guard.prompt(), run.door.now()));
  }

  void work(Statement.Do work, Frame frame) {
    List<String> seen = new ArrayList<>();
    if (work.seen() != null) {
      for (Statement statement : work.seen().statements()) {
        if (statement instanceof Statement.Prose prose) {
          prose.lines().forEach(line -> seen.add(run.expressions.words(line, frame)));
        }
      }
    }
    Prompt prompt =
        asked(Prompt.Kind.DO, run.expressions.words(work.work(), frame), work.clauses(), frame)
            .details(seen);
    Answer answer = ask(prompt, frame, work.span());
    if (!answer.isYes()) {
      throw new Unwind(
          Outcome.FAILED,
          "not done: " + prompt.text() + why(answer),
          frame.path(),
          frame.module(),
          work.span());
    }
  }

  private static String why(Answer answer) {
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
    Value value = ask(prompt, frame, ask.span()).value();
    if (value == null) {
      throw new Unwind(
          Outcome.FAILED,
          "no answer to: " + prompt.text(),
          frame.path(),
          frame.module(),
          ask.span());
    }
    return value;
  }

  /** A warning that holds: a person may pass it with a reason, or ends the run. */
  void warn(String warning, Frame frame, Span span) {
    Prompt prompt = Prompt.of(Prompt.Kind.WARN, frame.path(), warning);
    Answer answer = ask(prompt, frame, span);
    if (!answer.isYes()) {
      throw rejected(prompt, answer, frame, span);
    }
  }

  /** What cannot be told may be said by a person, with a reason; true and false where they do. */
  boolean undecided(String what, String reason, Frame frame, Span span) {
    Prompt prompt =
        Prompt.of(
                Prompt.Kind.UNDECIDED,
                frame.path(),
                "This could not be decided: " + what + ". Does it hold?")
            .details(List.of(reason));
    Answer answer = ask(prompt, frame, span);
    boolean nobody = answer.by().isEmpty();
    if (nobody) {
      throw new Unwind(
          Outcome.FAILED,
          "undecided: " + what + " (" + reason + ")",
          frame.path(),
          frame.module(),
          span);
    }
    return answer.isYes();
  }

  /** What is done by hand, and what came of it. */
  Value byHand(Call call, Type result, Frame frame, Span span) {
    if (result != Basic.NOTHING) {
      return typed(call.byHand(), result, frame, span);
    }
    Prompt prompt = Prompt.of(Prompt.Kind.BY_HAND, frame.path(), call.byHand());
    if (!ask(prompt, frame, span).isYes()) {
      throw new Unwind(
          Outcome.FAILED, "not done: " + call.byHand(), frame.path(), frame.module(), span);
    }
    return Value.NONE;
  }

  /**
   * A value that a person types: of a record its fields, of a list its elements one after the
   * other.
   */
  Value typed(String words, Type type, Frame frame, Span span) {
    return switch (type) {
      case RecordType record -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Type> field : record.fields().entrySet()) {
          fields.put(
              field.getKey(),
              typed(words + " [" + field.getKey() + "]", field.getValue(), frame, span));
        }
        yield new Value.Record(record, fields);
      }
      case Type.Optional(RecordType record) -> {
        boolean there =
            typed(words + " [is there one?]", Basic.BOOL, frame, span).equals(Value.Bool.TRUE);
        yield there ? typed(words, record, frame, span) : Value.NONE;
      }
      case Type.ListOf(Type element) -> {
        List<Value> elements = new ArrayList<>();
        while (typed(words + " [one more?]", Basic.BOOL, frame, span).equals(Value.Bool.TRUE)) {
          elements.add(typed(words + " [" + (elements.size() + 1) + "]", element, frame, span));
        }
        yield new Value.ListValue(elements);
      }
      case Basic basic -> plain(words, basic, frame, span);
      case EnumType enumeration -> plain(words, enumeration, frame, span);
      case Type.Optional optional -> plain(words, optional, frame, span);
      case Type.MapOf map -> plain(words, Basic.TEXT, frame, span);
      case Type.Secret secret -> plain(words, Basic.TEXT, frame, span);
      case dev.runbook.type.Thing thing -> plain(words, Basic.TEXT, frame, span);
    };
  }

  private Value plain(String words, Type type, Frame frame, Span span) {
    Prompt prompt =
        Prompt.of(Prompt.Kind.BY_HAND, frame.path(), words)
            .value(type, type.isOptional() ? Value.NONE : null);
    Value value = ask(prompt, frame, span).value();
    if (value == null) {
      throw new Unwind(Outcome.FAILED, "not done: " + words, frame.path(), frame.module(), span);
    }
    return value;
  }

  private Prompt asked(Prompt.Kind kind, String text, Clauses clauses, Frame frame) {
    Expression limit = clauses.value(Clause.Kind.UP_TO);
    Clause by = clauses.get(Clause.Kind.BY);
    Duration length =
        limit != null
                && run.expressions.evaluate(limit, frame) instanceof Value.Duration(Duration d)
            ? d
            : null;
    Prompt prompt = Prompt.of(kind, frame.path(), text).upTo(length);
    if (by == null) {
      return prompt;
    }
    int quorum =
        by.quorum() != null
                && run.expressions.evaluate(by.quorum(), frame) instanceof Value.Number(var number)
            ? number.intValue()
            : 1;
    return prompt.by(teams(by).stream().map(Symbol.Team::title).toList(), quorum);
  }

  private List<Symbol.Team> teams(Clause by) {
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
    int at = 0;
    for (Symbol.Team team : ladder.teams()) {
      Expression limit = ladder.syntax().rungs().get(at++).clauses().value(Clause.Kind.UP_TO);
      Duration length = limit instanceof Expression.Literal literal ? limitOf(literal) : null;
      List<String> contact = Contacts.of(team);
      Prompt prompt =
          Prompt.of(
                  Prompt.Kind.ESCALATION,
                  frame.path(),
                  "Ask " + team.title() + " for help. Could they help?")
              .details(contact)
              .upTo(length);
      if (ask(prompt, frame, span).isYes()) {
        return;
      }
    }
    throw new Unwind(
        Outcome.FAILED,
        "nobody of " + ladder.name() + " could help: the ladder ends here",
        frame.path(),
        frame.module(),
        span);
  }

  private @Nullable Duration limitOf(Expression.Literal literal) {
    return Literals.value(literal, run.zone) instanceof Value.Duration(Duration length)
        ? length
        : null;
  }
}
