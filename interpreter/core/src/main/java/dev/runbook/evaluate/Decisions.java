package dev.runbook.evaluate;

import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Verdict;
import dev.runbook.plan.Part;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Branch;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.MatchArm;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What depends on what is the case: branches, checks, requirements, warnings. */
final class Decisions {

  private final Context run;
  private final Blocks blocks;

  Decisions(Context run, Blocks blocks) {
    this.run = run;
    this.blocks = blocks;
  }

  void conditional(Statement.If choice, Frame frame, @Nullable Judgement judgement) {
    Branches branches = new Branches(run.outline);
    branches.choose(() -> conditional(choice, branches, frame, judgement));
  }

  private void conditional(
      Statement.If choice, Branches branches, Frame frame, @Nullable Judgement judgement) {
    for (Branch branch : choice.branches()) {
      Value condition = run.expressions.evaluate(branch.condition(), frame);
      if (isOpen(condition, branch.condition(), frame, judgement)) {
        return;
      }
      if (condition instanceof Value.Unknown) {
        assume(Waits.text(branch.condition(), frame), frame);
        branches.show(
            () -> run.outline.branch(branch.condition(), frame),
            () -> blocks.run(branch.body(), frame.inner(), judgement));
      } else if (decided(condition, branch.condition(), frame)) {
        branches.last(
            () -> run.outline.branch(null, frame),
            () -> blocks.run(branch.body(), frame.inner(), judgement));
        return;
      }
    }
    if (choice.otherwise() != null) {
      Block otherwise = choice.otherwise();
      if (branches.shown()) {
        assume("otherwise", frame);
      }
      branches.last(
          () -> run.outline.branch(null, frame),
          () -> blocks.run(otherwise, frame.inner(), judgement));
    }
  }

  /** What is gone through although it is not known whether it is the case. */
  void assume(String assumption, Frame frame) {
    run.journal.tell(new Event.Assumed(frame.path(), assumption));
  }

  /** In a watch nobody is asked: what cannot be told makes the round tell nothing. */
  private static boolean isOpen(
      Value value, Expression expression, Frame frame, @Nullable Judgement judgement) {
    if (judgement == null || !(value instanceof Value.Inconclusive(String reason))) {
      return false;
    }
    String what = Waits.text(expression, frame);
    judgement.add(Verdict.INCONCLUSIVE, what, what + ": " + reason, frame);
    return true;
  }

  private boolean decided(Value condition, Expression expression, Frame frame) {
    return condition instanceof Value.Inconclusive(String reason)
        ? run.prompts.undecided(Waits.text(expression, frame), reason, frame, expression.span())
        : condition.equals(Value.Bool.TRUE);
  }

  void match(Statement.Match match, Frame frame, @Nullable Judgement judgement) {
    Value subject = run.expressions.evaluate(match.subject(), frame);
    if (isOpen(subject, match.subject(), frame, judgement)) {
      return;
    }
    if (subject instanceof Value.Inconclusive(String reason)) {
      String what = Waits.text(match.subject(), frame);
      throw Unwind.failed(
          "undecided: " + what + " (" + reason + ")", frame, match.subject().span());
    }
    Branches branches = new Branches(run.outline);
    branches.choose(() -> match(match, subject, branches, frame, judgement));
  }

  private void match(
      Statement.Match match,
      Value subject,
      Branches branches,
      Frame frame,
      @Nullable Judgement judgement) {
    int shown = 0;
    for (MatchArm arm : match.arms()) {
      if (subject instanceof Value.Unknown) {
        List<String> cases = new ArrayList<>();
        arm.patterns().forEach(pattern -> cases.add(Waits.text(pattern, frame)));
        String is = arm.isElse() ? "anything else" : String.join(", ", cases);
        assume(Waits.text(match.subject(), frame) + " is " + is, frame);
        Runnable body = () -> blocks.run(arm.body(), frame.inner(), judgement);
        Supplier<Part> when = () -> run.outline.arm(match.subject(), arm.patterns(), frame);
        if (++shown == match.arms().size()) {
          branches.last(when, body);
        } else {
          branches.show(when, body);
        }
        continue;
      }
      boolean fits =
          arm.isElse()
              || arm.patterns().stream()
                  .anyMatch(p -> run.expressions.evaluate(p, frame).equals(subject));
      if (fits) {
        blocks.run(arm.body(), frame.inner(), judgement);
        return;
      }
    }
  }

  void check(Statement.Check check, Frame frame, @Nullable Judgement judgement) {
    String what = Waits.text(check.condition(), frame);
    if (judgement == null && run.prompts.saidSo(what, frame)) {
      run.outline.check(check, frame, () -> Value.NONE);
      run.journal.tell(new Event.Judged(frame.path(), what, Verdict.PASS, what, run.door.now()));
      return;
    }
    Evidence seen =
        run.outline.check(check, frame, () -> Evidence.of(check.condition(), frame, run));
    Value holds = seen.value();
    if (holds instanceof Value.Unknown) {
      return;
    }
    Verdict verdict =
        holds instanceof Value.Inconclusive
            ? Verdict.INCONCLUSIVE
            : holds.equals(Value.Bool.TRUE) ? Verdict.PASS : Verdict.FAIL;
    String evidence = evidence(check, what, seen, verdict, frame);
    if (judgement != null) {
      judgement.add(verdict, what, evidence, frame);
      return;
    }
    run.journal.tell(new Event.Judged(frame.path(), what, verdict, evidence, run.door.now()));
    boolean passes =
        verdict == Verdict.INCONCLUSIVE
            ? run.prompts.undecided(what, evidence, frame, check.span())
            : verdict == Verdict.PASS;
    if (!passes) {
      throw Unwind.failed(evidence, frame, check.span());
    }
  }

  private String evidence(
      Statement.Check check, String what, Evidence seen, Verdict verdict, Frame frame) {
    if (seen.value() instanceof Value.Inconclusive(String reason)) {
      return what + ": " + reason;
    }
    if (verdict == Verdict.PASS) {
      return what;
    }
    Text otherwise = check.clauses().text(Clause.Kind.ELSE);
    String words = otherwise == null ? what : run.expressions.words(otherwise, frame);
    return seen.parts().isEmpty() ? words : words + " (" + seen.parts() + ")";
  }

  void require(Statement.Require require, Frame frame) {
    Value holds =
        run.outline.requirement(
            require, frame, () -> run.expressions.evaluate(require.condition(), frame));
    boolean passes = holds instanceof Value.Unknown || decided(holds, require.condition(), frame);
    if (!passes) {
      Text otherwise = require.clauses().text(Clause.Kind.ELSE);
      String what = Waits.text(require.condition(), frame);
      String words =
          otherwise == null ? "this must hold: " + what : run.expressions.words(otherwise, frame);
      throw Unwind.failed(words, frame, require.span());
    }
  }

  void warn(Statement.Warn warn, Frame frame) {
    Expression unless = warn.clauses().value(Clause.Kind.UNLESS);
    Value fine = unless == null ? Value.Bool.FALSE : run.expressions.evaluate(unless, frame);
    if (!fine.equals(Value.Bool.TRUE)) {
      run.outline.warning(warn, frame);
      String warning = run.expressions.words(warn.warning(), frame);
      String why =
          fine instanceof Value.Inconclusive(String reason)
              ? " (could not be told: " + reason + ")"
              : "";
      run.prompts.warn(warning + why, frame, warn.span());
    }
  }
}
