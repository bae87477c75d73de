package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Clause.Kind;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The clauses that a statement cannot do without: nothing waits for ever, and nothing asks nobody.
 */
final class Limits {

  private static final Map<Kind, String> EXAMPLES =
      Map.of(
          Kind.UP_TO, "up to 30m",
          Kind.EVERY, "every 30s",
          Kind.FOR, "for 5m",
          Kind.BY, "by team",
          Kind.AS, "as text",
          Kind.UNLESS, "unless ...",
          Kind.ELSE, "else \"what to do instead\"");

  private final Checking checking;
  private final Module module;

  private Limits(Checking checking, Module module) {
    this.checking = checking;
    this.module = module;
  }

  static void check(Module module, Checking checking) {
    Limits limits = new Limits(checking, module);
    for (Declaration declaration : module.tree().declarations()) {
      if (declaration instanceof Declaration.Service service) {
        service.actions().stream()
            .filter(action -> action.kind() != Declaration.ActionKind.EVENT)
            .forEach(action ->
                limits.waits(action.clauses(), action.name().span(), "an action", Kind.UP_TO));
      } else if (declaration instanceof Declaration.Escalation escalation) {
        escalation
            .rungs()
            .forEach(rung ->
                limits.waits(rung.clauses(), rung.span(), "a rung of a ladder", Kind.UP_TO));
      }
    }
    Body.of(module).forEach(body -> Walk.statements(body.block(), limits::statement));
  }

  private void statement(Statement statement) {
    Span span = statement.span();
    switch (statement) {
      case Statement.WaitFor wait ->
          waits(wait.clauses(), span, "`wait-for`", Kind.EVERY, Kind.UP_TO);
      case Statement.WaitUntil wait -> waits(wait.clauses(), span, "`wait-until`", Kind.UP_TO);
      case Statement.Watch watch ->
          waits(watch.clauses(), watch.title().span(), "`watch`", Kind.FOR, Kind.EVERY, Kind.UP_TO);
      case Statement.Retry retry ->
          waits(retry.clauses(), retry.times().span(), "`retry`", Kind.EVERY);
      case Statement.Do work -> waits(work.clauses(), work.work().span(), "`do`", Kind.UP_TO);
      case Statement.Confirm confirm -> {
        waits(confirm.clauses(), span, "`confirm`", Kind.UP_TO);
        says(
            confirm.clauses(),
            span,
            "`confirm`",
            "A decision is somebody's, and the record says whose.",
            Kind.BY);
      }
      case Statement.Ask ask -> {
        waits(ask.clauses(), span, "`ask`", Kind.UP_TO);
        if (ask.type() == null) {
          says(
              ask.clauses(),
              span,
              "`ask`",
              "An answer is checked before anything is done with it.",
              Kind.AS);
        }
      }
      case Statement.Warn warn ->
          says(
              warn.clauses(),
              span,
              "`warn`",
              "A warning that always comes is read by nobody.",
              Kind.UNLESS);
      case Statement.Require require ->
          says(
              require.clauses(),
              span,
              "`require`",
              "Who is turned away wants to know what would do.",
              Kind.ELSE);
      case Statement.Prose _,
          Statement.Step _,
          Statement.Let _,
          Statement.Temporarily _,
          Statement.If _,
          Statement.Match _,
          Statement.ForEach _,
          Statement.Parallel _,
          Statement.Run _,
          Statement.Deploy _,
          Statement.Check _,
          Statement.Release _,
          Statement.Ensure _,
          Statement.On _,
          Statement.Escalate _,
          Statement.Evidence _,
          Statement.Stop _,
          Statement.Fail _,
          Statement.Recovered _,
          Statement.Return _,
          Statement.CallStatement _,
          Statement.Bad _ -> {}
    }
  }

  private void waits(Clauses clauses, Span span, String owner, Kind... needed) {
    tell(
        Code.RB3004,
        clauses,
        span,
        owner,
        "Nothing waits for ever, and nothing repeats in silence.",
        needed);
  }

  private void says(Clauses clauses, Span span, String owner, String why, Kind... needed) {
    tell(Code.RB1007, clauses, span, owner, why, needed);
  }

  private void tell(
      Code code, Clauses clauses, Span span, String owner, String why, Kind... needed) {
    List<String> missing = new ArrayList<>();
    List<String> examples = new ArrayList<>();
    for (Kind kind : needed) {
      if (!clauses.has(kind)) {
        missing.add("`" + kind.spelling() + "`");
        examples.add(EXAMPLES.get(kind));
      }
    }
    if (missing.isEmpty() || checking.told().within(module, span)) {
      return;
    }
    checking.tell(
        Checking.at(code, module, span, owner + " needs " + String.join(" and ", missing))
            .label("missing here")
            .note(why)
            .fix("Write `" + String.join(" ", examples) + "` behind it."));
  }
}
