package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Span;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.type.Basic;
import dev.runbook.type.Thing;
import java.util.Set;

/**
 * Where reads and changes may stand: each change has one place, and what is printed is what was
 * looked at.
 */
final class Placement {

  /** Lines of an action, of which ActionRules says what belongs there. */
  private static final Set<String> LINES = Set.of("`before`", "`observe`", "`undo`");

  private final Checking checking;
  private final Effects effects;
  private final Module module;

  private Placement(Checking checking, Module module) {
    this.checking = checking;
    this.effects = checking.effects();
    this.module = module;
  }

  static void check(Module module, Checking checking) {
    Placement placement = new Placement(checking, module);
    for (Declaration declaration : module.tree().declarations()) {
      DeclarationSlots.of(declaration).forEach(placement::slot);
    }
    for (Body body : Body.of(module)) {
      placement.block(
          body.block(),
          body.kind() == Body.Kind.FUNCTION ? Slot.Allows.VALUES : Slot.Allows.ACTIONS);
    }
  }

  /**
   * @param most what may stand in the block at most, wherever the statement itself would allow more
   */
  private void block(Block block, Slot.Allows most) {
    for (Statement statement : block.statements()) {
      boolean computes = statement instanceof Statement.CallStatement call && onlyComputes(call);
      if (!computes) {
        checking.slots().of(statement).forEach(slot -> slot(atMost(slot, most)));
      }
      boolean looks = statement instanceof Statement.Watch || statement instanceof Statement.Do;
      Slot.Allows inner = looks && most == Slot.Allows.ACTIONS ? Slot.Allows.READS : most;
      Walk.blocks(statement).forEach(body -> block(body, inner));
    }
  }

  private static Slot atMost(Slot slot, Slot.Allows most) {
    if (slot.allows().compareTo(most) >= 0) {
      return slot;
    }
    return new Slot(
        slot.expression(),
        most,
        most == Slot.Allows.READS ? "a block that only looks" : "a function",
        slot.shown());
  }

  private void slot(Slot slot) {
    Expression expression = slot.expression();
    switch (slot.allows()) {
      case ACTIONS -> {
        if (expression instanceof Expression.Call call && acts(call)) {
          String name = Checking.excerpt(module, call.target().span());
          for (Argument argument : call.arguments()) {
            values(argument.value(), "an argument of `" + name + "`");
          }
        } else {
          reads(expression, slot.where());
        }
      }
      case READS -> reads(expression, slot.where());
      case VALUES -> values(expression, slot.where());
      case CONSTANTS -> constant(expression, slot.where());
    }
  }

  /**
   * Whether a call is a step of its own: it has a place in the record that must not be inside
   * something else.
   */
  private boolean acts(Expression expression) {
    boolean procedure =
        expression instanceof Expression.Call call
            && checking.facts().target(call) instanceof Facts.Target.ToProcedure;
    return procedure || effects.direct(expression).atLeast(Effect.NOTICE);
  }

  private void reads(Expression expression, String where) {
    if (acts(expression)) {
      inside(expression, where);
    } else if (expression instanceof Expression.Lambda lambda) {
      values(lambda.body(), "a function of list elements");
    } else {
      for (Expression child : Walk.children(expression)) {
        reads(child, where);
      }
    }
  }

  private void inside(Expression expression, String where) {
    if (LINES.contains(where)) {
      return;
    }
    String name = name(expression);
    checking.tell(
        Checking.at(Code.RB3002, module, expression.span(), "`" + name + "` stands inside " + where)
            .label("a change, notice or procedure has to stand alone")
            .note(
                "What is done has one place in the record, where it is asked about, undone and"
                    + " resumed; so it is a statement, or the whole right side of a `let`.")
            .fix("Write `let done = " + name + "(...)` in front, and use `done` here."));
  }

  private void values(Expression expression, String where) {
    Expression found = effects.first(expression, Effect.READ);
    if (found == null) {
      return;
    }
    String name = name(found);
    boolean looks = effects.direct(found) == Effect.READ;
    Diagnostic diagnostic =
        Checking.at(
                Code.RB3003,
                module,
                found.span(),
                "`" + name + "` " + (looks ? "is read in " : "acts in ") + where)
            .label("only a value that is known already may stand here");
    checking.tell(
        where.contains("function")
            ? diagnostic
                .note("A function computes: the same arguments always give the same value.")
                .fix("Read it outside, and hand it to the function as an argument.")
            : diagnostic
                .note(
                    "It could be another value by the time it is looked at again; what is told is"
                        + " what was recorded.")
                .fix(
                    "Write `let value = "
                        + Checking.excerpt(module, found.span())
                        + "` in front, and `value` here."));
  }

  private void constant(Expression expression, String where) {
    Expression found = effects.first(expression, Effect.READ);
    if (found == null) {
      return;
    }
    boolean field = where.contains("field");
    checking.tell(
        Checking.at(
                Code.RB2017,
                module,
                found.span(),
                "`" + name(found) + "` is no constant, and " + where + " is one")
            .label("known only when it runs")
            .fix(
                field
                    ? "Write `=>` for what is looked up at each mention."
                    : "Let the caller hand it in."));
  }

  private boolean onlyComputes(Statement.CallStatement statement) {
    Expression expression = statement.call();
    boolean acts =
        expression instanceof Expression.Call call
            && (acts(call) || effects.direct(call).atLeast(Effect.READ));
    var type = checking.facts().types.get(expression);
    if (acts
        || type == null
        || type == Basic.UNKNOWN
        || effects.of(expression).atLeast(Effect.NOTICE)) {
      return false;
    }
    boolean action =
        type instanceof Thing(Thing.Kind kind, String name) && kind == Thing.Kind.ACTION;
    String words = Checking.excerpt(module, expression.span());
    checking.tell(
        Checking.at(Code.RB3001, module, expression.span(), "this statement only computes")
            .label("its value goes nowhere")
            .fix(
                action
                    ? "Call it: `" + words + "(...)`."
                    : type == Basic.BOOL
                        ? "Write `check " + words + "` if it has to hold, or remove it."
                        : "Write `let name = " + words + "` to keep it, or remove it."));
    return true;
  }

  private String name(Expression expression) {
    return Checking.excerpt(module, named(expression));
  }

  /** Where an expression says what it is: in a call in front of its arguments. */
  static Span named(Expression expression) {
    return expression instanceof Expression.Call call ? call.target().span() : expression.span();
  }
}
