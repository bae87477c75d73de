package dev.runbook.evaluate;

import dev.runbook.check.Effect;
import dev.runbook.check.Facts;
import dev.runbook.check.Module;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Event;
import dev.runbook.plan.Assembly.Edge;
import dev.runbook.plan.Part;
import dev.runbook.plan.WayBack;
import dev.runbook.plan.Words;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a dry run tells of itself, as parts of a plan. In any other run it tells nothing. */
final class Outline {

  private final Context run;
  private final Wording wording;
  private final Instructions instructions;
  private final List<Event.Planned> told = new ArrayList<>();
  private final List<Gone> gone = new ArrayList<>();

  Outline(Context run) {
    this.run = run;
    this.wording = new Wording(run);
    this.instructions = new Instructions(run, wording);
  }

  private boolean silent() {
    return !run.door.dry();
  }

  private void tell(Edge edge, Part part) {
    Event.Planned planned = new Event.Planned(edge, part);
    told.add(planned);
    run.journal.tell(planned);
  }

  /** What was gone through: how, and what was told from where to where. */
  private record Gone(List<Object> way, int from, int to) {}

  /**
   * Goes through it, or tells again what was told of it before: without a record and without
   * services to ask, the same way leads through the same, as a deployment in each of the orders
   * that are still open.
   *
   * @param way everything that could make it another one
   */
  void once(List<Object> way, Runnable work) {
    if (silent() || run.door.services().answers() || run.journal.isResumed()) {
      work.run();
      return;
    }
    for (Gone before : gone) {
      if (before.way.equals(way)) {
        List.copyOf(told.subList(before.from, before.to))
            .forEach(planned -> tell(planned.edge(), planned.part()));
        return;
      }
    }
    int from = told.size();
    work.run();
    gone.add(new Gone(way, from, told.size()));
  }

  private void tell(Part part) {
    tell(Edge.WHOLE, part);
  }

  /** Everything that is told meanwhile belongs to the part. */
  void within(Supplier<Part> part, Runnable work) {
    if (silent()) {
      work.run();
      return;
    }
    Part made = part.get();
    tell(Edge.BEGINS, made);
    try {
      work.run();
    } finally {
      tell(Edge.ENDS, made);
    }
  }

  <T> T giving(Supplier<Part> part, Supplier<T> work) {
    List<T> given = new ArrayList<>(1);
    within(part, () -> given.add(work.get()));
    return given.getFirst();
  }

  void prose(List<Text> lines, Frame frame) {
    if (silent()) {
      return;
    }
    Words.Builder prose = new Words.Builder();
    for (int at = 0; at < lines.size(); at++) {
      prose.say(at == 0 ? "" : "\n").say(wording.text(lines.get(at), frame));
    }
    tell(new Part.Prose(prose.build()));
  }

  /** Binds a name, by which whatever is not known is called from here on. */
  Value named(String name, Expression from, Frame frame, Supplier<Value> value) {
    if (silent()) {
      return value.get();
    }
    boolean pure = run.effects.of(from) == Effect.PURE;
    if (pure) {
      Value known = value.get();
      if (!(known instanceof Value.Unknown unknown)) {
        return known;
      }
      Value called = called(name, unknown, run.facts.type(from));
      if (!(from instanceof Expression.NameUse)) {
        tell(new Part.Named(frame.path(), name, run.facts.type(from), wording.of(from, frame)));
      }
      return called;
    }
    Value given =
        giving(() -> new Part.Named(frame.path(), name, run.facts.type(from), null), value);
    return called(name, given, run.facts.type(from));
  }

  /** A value by its name, as far as it is not known. */
  static Value called(String name, Value value, Type type) {
    return switch (value) {
      case Value.Unknown unknown -> unknown.called(type, name);
      case Value.Record record -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        record
            .fields()
            .forEach((field, inner) -> {
              Type its = record.type().fields().getOrDefault(field, Basic.UNKNOWN);
              fields.put(field, called(name + "." + field, inner, its));
            });
        yield new Value.Record(record.type(), fields);
      }
      default -> value;
    };
  }

  Value called(Statement.Ask ask, Value answer) {
    return silent() ? answer : called(ask.name().text(), answer, run.facts.answerType(ask));
  }

  Part section(Part.Kind kind, @Nullable Text title, String name, boolean optional, Frame frame) {
    Words words = title == null ? Words.of(name) : wording.text(title, frame);
    return new Part.Section(kind, frame.path(), words, optional);
  }

  Part deployment(Symbol.Component component, Value version, boolean back, Frame frame) {
    Text title = component.syntax().title();
    Words words =
        new Words.Builder()
            .say(back ? "Roll back " : "Deploy ")
            .say(title == null ? component.name() : title.plain())
            .say(" to ")
            .say(version)
            .build();
    return new Part.Section(Part.Kind.DEPLOYMENT, frame.path(), words, false);
  }

  void goesBack(Symbol.Component component, Value previous) {
    if (!silent()) {
      Text title = component.syntax().title();
      Words.Builder words =
          new Words.Builder()
              .say("deploy ")
              .say(title == null ? component.name() : title.plain())
              .say(" to ")
              .say(previous)
              .say(", which ran before. No migration is undone by it");
      tell(new Part.GoesBack(new WayBack.By(words.build())));
    }
  }

  void choice() {
    tell(Edge.BEGINS, new Part.Choice());
  }

  void chosen() {
    tell(Edge.ENDS, new Part.Choice());
  }

  Part branch(@Nullable Expression condition, Frame frame) {
    Words.Builder words = new Words.Builder();
    if (condition == null) {
      words.say("Otherwise");
    } else {
      words.say("If ").say(wording.of(condition, frame));
    }
    return new Part.Branch(words.build());
  }

  Part arm(Expression subject, List<Expression> patterns, Frame frame) {
    Words.Builder words = new Words.Builder();
    if (patterns.isEmpty()) {
      return new Part.Branch(words.say("Otherwise").build());
    }
    words.say("If ").say(wording.of(subject, frame)).say(" is ");
    for (int at = 0; at < patterns.size(); at++) {
      words.say(at == 0 ? "" : " or ").say(wording.of(patterns.get(at), frame));
      String text = optionText(patterns.get(at));
      words.say(text.isEmpty() ? "" : " (" + text + ")");
    }
    return new Part.Branch(words.build());
  }

  private String optionText(Expression pattern) {
    return run.facts.meaning(pattern)
            instanceof Facts.Meaning.EnumConstant(EnumType type, String name)
        ? options(type).stream()
            .filter(option -> option.name().equals(name))
            .map(Part.Option::text)
            .findFirst()
            .orElse("")
        : "";
  }

  static Part round(Value element) {
    return new Part.Branch(new Words.Builder().say("For ").say(element).build());
  }

  Part each(Statement.ForEach loop, Frame frame) {
    return new Part.Each(
        frame.path(), loop.variable().text(), wording.of(loop.list(), frame), turns(loop));
  }

  static Part.Turns turns(Statement.ForEach loop) {
    Clauses clauses = loop.clauses();
    return clauses.has(Clause.Kind.IN_PARALLEL)
        ? Part.Turns.ALL_AT_ONCE
        : clauses.has(Clause.Kind.IN_BATCHES_OF) ? Part.Turns.BATCHES : Part.Turns.ONE_BY_ONE;
  }

  Part retry(Statement.Retry retry, Frame frame) {
    return new Part.Retry(
        wording.of(retry.times(), frame), clause(retry.clauses(), Clause.Kind.EVERY, frame));
  }

  /**
   * Also where nothing happens that leaves a trace, what is looked at is told below the part.
   *
   * @param read what is evaluated for that
   */
  void waitFor(Statement.WaitFor wait, Frame frame, Runnable read) {
    Clauses clauses = wait.clauses();
    Expression failsIf = clauses.value(Clause.Kind.FAILS_IF);
    within(
        () ->
            new Part.WaitFor(
                frame.path(),
                Waits.text(wait.condition(), frame),
                wording.of(wait.condition(), frame),
                failsIf == null ? null : wording.of(failsIf, frame),
                clause(clauses, Clause.Kind.EVERY, frame),
                clause(clauses, Clause.Kind.USUALLY, frame),
                clause(clauses, Clause.Kind.UP_TO, frame)),
        read);
  }

  void waitUntil(Statement.WaitUntil wait, Frame frame) {
    if (!silent()) {
      tell(
          new Part.WaitUntil(
              frame.path(),
              Waits.text(wait.time(), frame),
              wording.of(wait.time(), frame),
              clause(wait.clauses(), Clause.Kind.UP_TO, frame)));
    }
  }

  void watch(Statement.Watch watch, Frame frame, Runnable body) {
    within(
        () ->
            new Part.Watch(
                frame.path(),
                run.expressions.words(watch.title(), frame),
                wording.text(watch.title(), frame),
                clause(watch.clauses(), Clause.Kind.FOR, frame),
                clause(watch.clauses(), Clause.Kind.EVERY, frame),
                clause(watch.clauses(), Clause.Kind.UP_TO, frame)),
        body);
  }

  <T> T check(Statement.Check check, Frame frame, Supplier<T> look) {
    return giving(
        () ->
            new Part.Check(
                frame.path(),
                Waits.text(check.condition(), frame),
                wording.of(check.condition(), frame),
                text(check.clauses(), Clause.Kind.ELSE, frame)),
        look);
  }

  <T> T requirement(Statement.Require require, Frame frame, Supplier<T> look) {
    return giving(
        () ->
            new Part.Requirement(
                wording.of(require.condition(), frame),
                text(require.clauses(), Clause.Kind.ELSE, frame)),
        look);
  }

  void warning(Statement.Warn warn, Frame frame) {
    if (!silent()) {
      Expression unless = warn.clauses().value(Clause.Kind.UNLESS);
      tell(
          new Part.Warning(
              frame.path(),
              wording.text(warn.warning(), frame),
              unless == null ? null : wording.of(unless, frame)));
    }
  }

  void confirm(Statement.Confirm confirm, List<Symbol.Team> teams, Frame frame) {
    if (silent()) {
      return;
    }
    Expression message = confirm.clauses().value(Clause.Kind.IN_REPLY_TO);
    tell(
        new Part.Confirm(
            frame.path(),
            wording.text(confirm.question(), frame),
            who(confirm.clauses(), teams, frame),
            clause(confirm.clauses(), Clause.Kind.UP_TO, frame),
            message == null ? null : wording.of(message, frame),
            Guarded.lets(confirm, run, frame)));
  }

  void ask(Statement.Ask ask, List<Symbol.Team> teams, Frame frame) {
    if (silent()) {
      return;
    }
    Type type = run.facts.answerType(ask);
    tell(
        new Part.Ask(
            frame.path(),
            ask.name().text(),
            wording.text(ask.question(), frame),
            type,
            type.required() instanceof EnumType options ? options(options) : List.of(),
            clause(ask.clauses(), Clause.Kind.DEFAULT, frame),
            who(ask.clauses(), teams, frame),
            clause(ask.clauses(), Clause.Kind.UP_TO, frame)));
  }

  void work(Statement.Do work, List<Symbol.Team> teams, Frame frame, Runnable seen) {
    within(
        () ->
            new Part.Work(
                frame.path(),
                wording.text(work.work(), frame),
                who(work.clauses(), teams, frame),
                clause(work.clauses(), Clause.Kind.UP_TO, frame)),
        seen);
  }

  private Part.Who who(Clauses clauses, List<Symbol.Team> teams, Frame frame) {
    Clause by = clauses.get(Clause.Kind.BY);
    Expression quorum = by == null ? null : by.quorum();
    return new Part.Who(
        teams.stream().map(Symbol.Team::title).toList(),
        quorum == null ? null : wording.of(quorum, frame));
  }

  void evidence(Statement.Evidence evidence, Frame frame) {
    if (!silent()) {
      Expression value = evidence.value();
      tell(
          new Part.Evidence(
              frame.path(),
              wording.text(evidence.title(), frame),
              value == null ? null : wording.of(value, frame)));
    }
  }

  void escalate(Symbol.Escalation ladder) {
    if (!silent()) {
      tell(new Part.Escalate(ladder.name()));
    }
  }

  void ends(Part.Ending how, Text reason, Frame frame) {
    if (!silent()) {
      tell(new Part.Ends(how, wording.text(reason, frame)));
    }
  }

  void given(Statement.Return returned, Frame frame) {
    if (!silent()) {
      tell(new Part.Given(wording.of(returned.value(), frame)));
    }
  }

  void release(Statement.Release release) {
    if (!silent()) {
      tell(new Part.Release(release.name().text()));
    }
  }

  /** An effect: what it is, and below it what is done for it. */
  Value action(Symbol.Action action, String path, Frame inside, Supplier<Value> perform) {
    if (silent()) {
      return perform.get();
    }
    Declaration.Action syntax = action.syntax();
    Part.Effect effect =
        switch (syntax.kind()) {
          case READ, EVENT -> Part.Effect.READ;
          case NOTICE -> Part.Effect.NOTICE;
          case CHANGE -> Part.Effect.CHANGE;
        };
    Text serviceTitle = action.service().syntax().title();
    return giving(
        () ->
            new Part.Action(
                path,
                effect,
                serviceTitle == null ? action.service().name() : serviceTitle.plain(),
                instructions.toDo(syntax, inside),
                effect == Part.Effect.READ
                    ? null
                    : clause(syntax.clauses(), Clause.Kind.UP_TO, inside),
                effect == Part.Effect.CHANGE ? instructions.toUndo(action, inside) : null),
        () -> {
          Value answer = perform.get();
          if (effect == Part.Effect.READ && !(answer instanceof Value.Unknown)) {
            tell(new Part.Answered(answer));
          }
          return answer;
        });
  }

  /** What the clock said, where that is known. */
  void answered(Value value) {
    if (!silent()) {
      tell(new Part.Answered(value));
    }
  }

  /** What an enumeration's values are, in the words of whoever declared it. */
  List<Part.Option> options(EnumType type) {
    for (Module module : run.program.modules()) {
      for (Symbol symbol : module.declared()) {
        List<Part.Option> options = Options.of(symbol, type);
        if (!options.isEmpty()) {
          return options;
        }
      }
    }
    return type.values().stream().map(name -> new Part.Option(name, "")).toList();
  }

  private @Nullable Words clause(Clauses clauses, Clause.Kind kind, Frame frame) {
    Expression value = clauses.value(kind);
    return value == null ? null : wording.of(value, frame);
  }

  private @Nullable Words text(Clauses clauses, Clause.Kind kind, Frame frame) {
    Text text = clauses.text(kind);
    return text == null ? null : wording.text(text, frame);
  }
}
