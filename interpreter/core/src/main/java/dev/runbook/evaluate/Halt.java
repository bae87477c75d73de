package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.check.Typing;
import dev.runbook.check.Walk;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.evaluate.Pacer.Known;
import dev.runbook.evaluate.Pacer.Move;
import dev.runbook.evaluate.Pacer.Target;
import dev.runbook.evaluate.Pacer.Told;
import dev.runbook.journal.Undo;
import dev.runbook.library.Members;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A place at which a run stands still, and what is known there. */
final class Halt implements Pacer.Stop {

  enum After {
    GOES,
    AGAIN,
    LEAVES_OUT
  }

  private final Context run;
  private final @Nullable Statement statement;
  private final Block block;
  private final Frame frame;
  private final Span span;
  private final String failure;
  private final String words;

  /**
   * @param statement null where there is none
   * @param failure why it failed; empty where it was not done yet
   */
  Halt(
      Context run,
      @Nullable Statement statement,
      Block block,
      Frame frame,
      Span span,
      String failure,
      String words) {
    this.run = run;
    this.statement = statement;
    this.block = block;
    this.frame = frame;
    this.span = span;
    this.failure = failure;
    this.words = words;
  }

  Halt failed(String reason) {
    return new Halt(run, statement, block, frame, span, reason, words);
  }

  Frame frame() {
    return frame;
  }

  Span span() {
    return span;
  }

  /** By which the record knows it. */
  String question() {
    return failure.isEmpty() ? words : "failed: " + words;
  }

  /** Does what is decided here until it is decided how it goes on. */
  After standing(Pacing pacing) {
    while (true) {
      switch (pacing.decided(this)) {
        case Move.Go _ -> {
          return After.GOES;
        }
        case Move.Retry _ -> {
          return After.AGAIN;
        }
        case Move.Skip _ -> {
          return After.LEAVES_OUT;
        }
        case Move.Jump jump -> {
          pacing.jump(jump.path());
          return After.LEAVES_OUT;
        }
        case Move.Back _ -> run.undos.undoNewest(path());
        case Move.Typed typed -> pacing.perform(typed.text(), this);
        case Move.Escalate _ -> {
          Symbol.Escalation ladder = run.deadlines.ladder();
          if (ladder != null) {
            String _ = run.deadlines.help(ladder, path());
          }
        }
        case Move.Note note -> pacing.note(frame, note.words());
        case Move.Undo undo -> throw pacing.ended(this, undo.reason(), true);
        case Move.End end -> throw pacing.ended(this, end.reason(), false);
      }
    }
  }

  @Override
  public String path() {
    return frame.path();
  }

  @Override
  public String name() {
    return statement == null || isEnd() ? path() : frame.at(run.identity.segment(statement)).path();
  }

  @Override
  public String words() {
    return words;
  }

  @Override
  public String place() {
    Source source = frame.module().source();
    return source.name() + ":" + source.line(span.offset());
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public boolean isEnd() {
    return span.length() == 0;
  }

  @Override
  public boolean hasInside() {
    return statement != null
        && switch (statement) {
          case Statement.Step _,
              Statement.If _,
              Statement.Match _,
              Statement.ForEach _,
              Statement.Parallel _,
              Statement.Deploy _,
              Statement.Run _,
              Statement.Retry _ ->
              true;
          default -> false;
        };
  }

  @Override
  public List<String> ahead() {
    List<String> ahead = new ArrayList<>();
    for (Statement next : block.statements()) {
      if (next.span().offset() >= span.offset() && !(next instanceof Statement.Prose)) {
        ahead.add(
            frame.module().source().line(next.span().offset()) + "  " + Pacing.first(next, frame));
      }
    }
    return ahead;
  }

  @Override
  public List<Known> values() {
    List<Known> known = new ArrayList<>();
    frame
        .values()
        .all()
        .forEach((name, value) ->
            known.add(new Known(name, Typed.of(value).toString(), Show.text(value))));
    return known;
  }

  Typing.Typed read(String text) {
    Map<String, Type> names = new LinkedHashMap<>();
    frame.values().all().forEach((name, value) -> names.put(name, Typed.of(value)));
    return new Typing(run.program, frame.module(), names).read(text);
  }

  @Override
  public Told evaluate(String expression) {
    Typing.Typed read = read(expression);
    if (!(read.statement() instanceof Statement.Let let) || !read.expression()) {
      return read.statement() == null
          ? new Told(false, false, "", TextRenderer.render(read.diagnostics()).stripTrailing())
          : new Told(true, true, "", "");
    }
    if (run.effects.of(let.value()).atLeast(dev.runbook.check.Effect.NOTICE)) {
      return new Told(true, true, "", "");
    }
    Frame here = frame.typed(read.module());
    try {
      Value value = run.expressions.evaluate(let.value(), here.manner(here.manner().polling()));
      return new Told(true, false, run.facts.type(let.value()).toString(), Show.text(value));
    } catch (Unwind end) {
      return new Told(false, false, "", end.reason());
    }
  }

  @Override
  public List<Known> fields(String expression) {
    Typing.Typed read = read(expression);
    if (!(read.statement() instanceof Statement.Let let) || !read.expression()) {
      return List.of();
    }
    List<Known> fields = new ArrayList<>();
    Type type = run.facts.type(let.value());
    if (type instanceof RecordType record) {
      record.fields().forEach((name, of) -> fields.add(new Known(name, of.toString(), "")));
    }
    for (String name : Members.names(type)) {
      Members.find(type, name)
          .filter(member -> member.parameters() == null)
          .map(member -> new Known(name, member.result().apply(type, List.of()).toString(), ""))
          .or(() -> Optional.of(new Known(name + "(", "", "")))
          .ifPresent(fields::add);
    }
    return fields;
  }

  @Override
  public List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    if (frame.module() == run.runbook.module()) {
      targets(run.runbook.syntax().body(), "", targets);
    }
    return targets;
  }

  private void targets(Block body, String above, List<Target> targets) {
    for (Statement inner : body.statements()) {
      if (inner instanceof Statement.Step step) {
        String path = above + step.name().text();
        if (step.span().offset() > span.offset()) {
          String title = step.title() == null ? "" : step.title().plain();
          targets.add(new Target(path, title, missing(step), over(step)));
        }
        targets(step.body(), path + "/", targets);
      }
    }
  }

  /** Names that get their values on the way there, and are used from there on. */
  private List<String> missing(Statement.Step step) {
    int from = step.span().offset();
    int end = run.runbook.syntax().body().span().end();
    String rest = frame.module().source().text(new Span(from, end - from));
    List<String> missing = new ArrayList<>();
    Walk.statements(
        run.runbook.syntax().body(),
        inner -> {
          String name =
              switch (inner) {
                case Statement.Let let -> let.name().text();
                case Statement.Ask ask -> ask.name().text();
                case Statement.Temporarily change -> change.name().text();
                default -> "";
              };
          boolean between =
              inner.span().offset() >= span.offset()
                  && inner.span().offset() < step.span().offset();
          if (!name.isEmpty()
              && between
              && Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])")
                  .matcher(rest)
                  .find()) {
            missing.add(name);
          }
        });
    return missing;
  }

  private List<String> over(Statement.Step step) {
    List<String> over = new ArrayList<>();
    Walk.statements(
        run.runbook.syntax().body(),
        inner -> {
          boolean between =
              inner.span().offset() >= span.offset() && inner.span().end() <= step.span().offset();
          boolean matters =
              switch (inner) {
                case Statement.Prose _, Statement.Let _, Statement.Step _ -> false;
                default -> true;
              };
          if (between && matters) {
            over.add(Pacing.first(inner, frame));
          }
        });
    return over;
  }

  @Override
  public List<Undo> undos() {
    return run.undos.proposal();
  }

  @Override
  public List<String> prose() {
    List<String> lines = new ArrayList<>();
    Block around = block;
    if (statement instanceof Statement.Step step && !isEnd()) {
      around = step.body();
    }
    for (Statement inner : around.statements()) {
      if (inner instanceof Statement.Prose prose) {
        for (Text line : prose.lines()) {
          lines.add(run.expressions.words(line, frame));
        }
      }
    }
    return lines;
  }

  @Override
  public List<String> actions() {
    List<String> actions = new ArrayList<>();
    for (var module : run.program.modules()) {
      for (Symbol symbol : module.declared()) {
        if (symbol instanceof Symbol.Service service
            && frame.module().lookUp(service.name()) == service) {
          service.actions().values().forEach(action -> actions.add(signature(action)));
        }
      }
    }
    return actions;
  }

  private static String signature(Symbol.Action action) {
    return action.parameters().stream()
            .map(parameter -> parameter.name() + ": " + parameter.type())
            .collect(Collectors.joining(", ", action.qualifiedName() + "(", ")"))
        + (action.result() == dev.runbook.type.Basic.NOTHING ? "" : ": " + action.result());
  }

  @Override
  public String ladder() {
    Symbol.Escalation ladder = run.deadlines.ladder();
    return ladder == null ? "" : ladder.title();
  }
}
