package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Undo;
import dev.runbook.plan.WayBack;
import dev.runbook.plan.Words;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people are told who do an action by hand, or take it back. */
final class Instructions {

  private final Context run;
  private final Wording wording;

  Instructions(Context run, Wording wording) {
    this.run = run;
    this.wording = wording;
  }

  /** What somebody does who does it by hand. */
  Words toDo(Declaration.Action syntax, Frame inside) {
    ActionPart.ByHand byHand = syntax.part(ActionPart.ByHand.class);
    if (byHand == null) {
      throw new IllegalStateException("checked: every action says how it is done by hand");
    }
    Words words = wording.text(byHand.words(), inside);
    for (Value hole : words.holes()) {
      if (hole instanceof Value.Inconclusive(String reason)) {
        throw Unwind.failed(
            "Nobody could be told how to do " + syntax.name().text() + ": " + reason,
            inside,
            syntax.span());
      }
    }
    return words;
  }

  /** How it is taken back; null where that is nowhere said. */
  @Nullable WayBack toUndo(Symbol.Action action, Frame inside) {
    Declaration.Action syntax = action.syntax();
    ActionPart.Irreversible irreversible = syntax.part(ActionPart.Irreversible.class);
    if (irreversible != null) {
      return new WayBack.None(wording.text(irreversible.reason(), inside));
    }
    ActionPart.NoUndo needless = syntax.part(ActionPart.NoUndo.class);
    if (needless != null) {
      return new WayBack.Needless(wording.text(needless.reason(), inside));
    }
    Event.Undoable done = run.journal.ahead(Event.Undoable.class, inside.path());
    if (done != null && done.undo() instanceof Undo.Action(var _, var _, Call back)) {
      Value words = new Value.Text(back.byHand());
      return new WayBack.By(new Words.Builder().say(words).build());
    }
    ActionPart.Undo undo = syntax.part(ActionPart.Undo.class);
    if (undo == null
        || !(undo.change() instanceof Expression.Call call)
        || !(run.facts.target(call) instanceof Facts.Target.ToAction(Symbol.Action back))) {
      return null;
    }
    Frame after = inside.inner();
    for (ActionPart part : syntax.parts()) {
      if (part instanceof ActionPart.Before before) {
        Type type = run.facts.type(before.read());
        after
            .values()
            .put(before.name().text(), new Value.Unknown(type, before.name() + " before"));
      }
    }
    after.values().put("result", new Value.Unknown(action.result(), WayBack.RESULT));
    Frame words = Frame.of(back.service().module(), inside.path(), null, inside.guards());
    List<Value> arguments = run.expressions.arguments(call, back.parameters(), after);
    for (Symbol.Param parameter : back.parameters()) {
      words.values().put(parameter.name(), arguments.get(parameter.index()));
    }
    return new WayBack.By(toDo(back.syntax(), words));
  }
}
