package dev.runbook.check;

import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression that stands directly in a statement or declaration, and what it may do there.
 *
 * @param where the place, as messages call it
 * @param shown whether its value becomes a part of a text that people read
 */
record Slot(Expression expression, Allows allows, String where, boolean shown) {

  enum Allows {
    /** The whole expression may be a call of a change, notice or procedure. */
    ACTIONS,
    READS,
    /** What is known when the place is reached: names and what is computed from them. */
    VALUES,
    /** What is known before anything runs. */
    CONSTANTS
  }

  static Builder in(Statement statement) {
    Builder slots = new Builder();
    switch (statement) {
      case Statement.Prose prose -> slots.prose(prose);
      case Statement.Step step -> slots.plain(step.title(), "the title of a step");
      case Statement.Let let ->
          slots.add(let.value(), Allows.ACTIONS, "`let`").clauses(let.clauses(), "a call");
      case Statement.Ask ask ->
          slots.text(ask.question(), "the text of `ask`").clauses(ask.clauses(), "`ask`");
      case Statement.Temporarily temporarily ->
          slots
              .add(temporarily.change(), Allows.ACTIONS, "`temporarily`")
              .clauses(temporarily.clauses(), "`temporarily`");
      case Statement.If choice ->
          choice.branches().forEach(branch -> slots.reads(branch.condition(), "`if`"));
      case Statement.Match match -> {
        slots.reads(match.subject(), "`match`");
        match.arms().forEach(arm -> slots.values(arm.patterns(), "a pattern of `match`"));
      }
      case Statement.ForEach loop ->
          slots.reads(loop.list(), "`for each`").clauses(loop.clauses(), "`for each`");
      case Statement.Parallel parallel -> {}
      case Statement.Run run -> {
        run.arguments().forEach(argument -> slots.value(argument.value(), "an argument of `run`"));
        slots.clauses(run.clauses(), "`run`");
      }
      case Statement.Deploy deploy -> {
        String word = deploy.rollback() ? "`rollback`" : "`deploy`";
        deploy.arguments().forEach(a -> slots.value(a.value(), "an argument of " + word));
        slots.value(deploy.version(), "the `to` of " + word).clauses(deploy.clauses(), word);
      }
      case Statement.Confirm confirm ->
          slots
              .text(confirm.question(), "the text of `confirm`")
              .clauses(confirm.clauses(), "`confirm`");
      case Statement.Do work ->
          slots.text(work.work(), "the text of `do`").clauses(work.clauses(), "`do`");
      case Statement.WaitFor wait ->
          slots.reads(wait.condition(), "`wait-for`").clauses(wait.clauses(), "`wait-for`");
      case Statement.WaitUntil wait ->
          slots.value(wait.time(), "`wait-until`").clauses(wait.clauses(), "`wait-until`");
      case Statement.Watch watch ->
          slots.text(watch.title(), "the title of `watch`").clauses(watch.clauses(), "`watch`");
      case Statement.Check check ->
          slots.reads(check.condition(), "`check`").clauses(check.clauses(), "`check`");
      case Statement.Require require ->
          slots.reads(require.condition(), "`require`").clauses(require.clauses(), "`require`");
      case Statement.Warn warn ->
          slots.text(warn.warning(), "the text of `warn`").clauses(warn.clauses(), "`warn`");
      case Statement.Retry retry ->
          slots.value(retry.times(), "`retry`").clauses(retry.clauses(), "`retry`");
      case Statement.Release _, Statement.Ensure _, Statement.On _, Statement.Escalate _ -> {}
      case Statement.Evidence evidence ->
          slots
              .text(evidence.title(), "the title of `evidence`")
              .reads(evidence.value(), "`evidence`");
      case Statement.Stop stop -> slots.text(stop.reason(), "the reason of `stop`");
      case Statement.Fail fail -> slots.text(fail.reason(), "the reason of `fail`");
      case Statement.Recovered recovered ->
          slots.text(recovered.reason(), "the reason of `recovered`");
      case Statement.Return returned -> slots.value(returned.value(), "`return`");
      case Statement.CallStatement call ->
          slots.add(call.call(), Allows.ACTIONS, "a statement").clauses(call.clauses(), "a call");
      case Statement.Bad bad -> {}
    }
    return slots;
  }

  static final class Builder {

    private final List<Slot> all = new ArrayList<>();
    private final List<List<Text>> markdown = new ArrayList<>();

    List<Slot> all() {
      return all;
    }

    List<List<Text>> markdown() {
      return markdown;
    }

    Builder add(@Nullable Expression expression, Allows allows, String where) {
      if (expression != null) {
        all.add(new Slot(expression, allows, where, false));
      }
      return this;
    }

    Builder reads(@Nullable Expression expression, String where) {
      return add(expression, Allows.READS, where);
    }

    Builder value(@Nullable Expression expression, String where) {
      return add(expression, Allows.VALUES, where);
    }

    Builder values(List<Expression> expressions, String where) {
      expressions.forEach(expression -> value(expression, where));
      return this;
    }

    Builder prose(Statement.Prose prose) {
      markdown.add(prose.lines());
      prose.lines().forEach(line -> plain(line, "prose"));
      return this;
    }

    /** A text that may have Markdown in it. */
    Builder text(@Nullable Text text, String where) {
      if (text != null) {
        markdown.add(List.of(text));
      }
      return plain(text, where);
    }

    /** A text that is shown as it stands. */
    Builder plain(@Nullable Text text, String where) {
      if (text != null) {
        for (Part part : text.parts()) {
          if (part instanceof Part.Hole hole) {
            all.add(new Slot(hole.value(), Allows.VALUES, where, true));
          }
        }
      }
      return this;
    }

    Builder clauses(Clauses clauses, String owner) {
      for (Clause clause : clauses.all()) {
        String where = "`" + clause.kind().spelling() + "` of " + owner;
        boolean looks =
            clause.kind() == Clause.Kind.FAILS_IF || clause.kind() == Clause.Kind.UNLESS;
        for (Expression value : clause.values()) {
          add(value, looks ? Allows.READS : Allows.VALUES, where);
        }
        value(clause.quorum(), where).text(clause.text(), where);
      }
      return this;
    }
  }
}
