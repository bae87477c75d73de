package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Declaration.ActionKind;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import java.util.List;

/**
 * What the declaration of an action owes: a way for a person to do it, and a way back or the reason
 * why there is none.
 */
final class ActionRules {

  private static final String NO_REASON = "a change without an undo says why";
  private static final List<String> SCOPES = List.of("environment", "world");

  private final Checking checking;
  private final Symbol.Action action;
  private final Module module;

  private ActionRules(Symbol.Action action, Checking checking) {
    this.action = action;
    this.module = action.service().module();
    this.checking = checking;
  }

  static void check(Symbol.Service service, Checking checking) {
    for (Symbol.Action action : service.actions().values()) {
      new ActionRules(action, checking).check();
    }
    for (Symbol.Action event : service.events().values()) {
      new ActionRules(event, checking).event();
    }
  }

  private void check() {
    if (!checking.told().within(module, action.syntax().span())) {
      byHand();
      wayBack();
    }
    for (ActionPart part : action.syntax().parts()) {
      switch (part) {
        case ActionPart.ByHand byHand ->
            empty(
                byHand.words(),
                Code.RB3015,
                "the words in which a person does `" + action.qualifiedName() + "` are missing");
        case ActionPart.NoUndo none -> empty(none.reason(), Code.RB3006, NO_REASON);
        case ActionPart.Irreversible barrier -> empty(barrier.reason(), Code.RB3006, NO_REASON);
        case ActionPart.Before before -> looks(before.read(), "`before`");
        case ActionPart.Observe observe -> looks(observe.value(), "`observe`");
        case ActionPart.Undo undo -> undo(undo.change());
        case ActionPart.ByShell shell -> command(shell.command(), "by shell");
        case ActionPart.Preview preview -> preview(preview);
        case ActionPart.Scope scope -> {
          String name = scope.name().text();
          if (!SCOPES.contains(name) && !scope.name().isMissing()) {
            checking
                .problems()
                .unknown(Code.RB2015, module, scope.name().span(), "scope", name, SCOPES);
          }
        }
        case Statement.Prose _, ActionPart.EnvironmentVariable _, ActionPart.StandardInput _ -> {}
      }
    }
  }

  private void empty(Text text, Code code, String title) {
    if (text.isPlain() && text.plain().isBlank()) {
      checking.tell(
          Checking.at(code, module, text.span(), title)
              .label("nothing stands here")
              .note("Somebody reads it at 3 am, and has nothing else.")
              .fix("Write a sentence."));
    }
  }

  private void command(Text command, String part) {
    if (command.isPlain() && command.plain().isBlank()) {
      checking.tell(
          Checking.at(Code.RB2009, module, command.span(), "`" + part + "` has no command")
              .label("nothing stands here")
              .note("Its first word is the program that is run.")
              .fix("Write the command, or remove this line: then it is done by hand."));
    }
  }

  /** Nobody does it, so there is nothing to say of how. */
  private void event() {
    for (ActionPart part : action.syntax().parts()) {
      if (!(part instanceof Statement.Prose)) {
        notOfAnEvent(part.span(), "its lines");
      }
    }
    if (action.syntax().result() != null) {
      notOfAnEvent(action.syntax().result().span(), "a result");
    }
  }

  private void notOfAnEvent(Span span, String what) {
    checking.tell(
        Checking.at(
                Code.RB3006,
                module,
                span,
                "`" + action.qualifiedName() + "` is an event, and so nobody does it")
            .label("not for an event")
            .note("An event happens by itself: it has parameters and prose, and nothing else.")
            .fix("Remove " + what + ", or declare a `read`, a `change` or a `notice`."));
  }

  private void byHand() {
    if (action.syntax().part(ActionPart.ByHand.class) == null) {
      checking.tell(
          Checking.at(
                  Code.RB3015,
                  module,
                  action.syntax().name().span(),
                  "`" + action.qualifiedName() + "` does not say how a person does it")
              .label("no `by hand`")
              .note(
                  "It is what the document prints, and what is done where the service is down or"
                      + " has no client.")
              .fix("Write `by hand \"...\"` among its lines."));
    }
  }

  private void wayBack() {
    List<ActionPart> ways =
        action.syntax().parts().stream()
            .filter(part ->
                part instanceof ActionPart.Undo
                    || part instanceof ActionPart.NoUndo
                    || part instanceof ActionPart.Irreversible)
            .toList();
    Span name = action.syntax().name().span();
    if (action.syntax().kind() != ActionKind.CHANGE) {
      if (!ways.isEmpty()) {
        String kind = action.syntax().kind() == ActionKind.READ ? "read" : "notice";
        checking.tell(
            Checking.at(
                    Code.RB3006, module, ways.getFirst().span(), "a " + kind + " cannot be undone")
                .label("not for a " + kind)
                .note(
                    kind.equals("read")
                        ? "A read leaves nothing behind."
                        : "What somebody was told stays told; another notice can only say more.")
                .fix("Remove this line, or declare a `change`."));
      }
    } else if (ways.isEmpty()) {
      checking.tell(
          Checking.at(
                  Code.RB3006,
                  module,
                  name,
                  "`"
                      + action.qualifiedName()
                      + "` says neither how it is undone nor why it is not")
              .label("a change without a way back")
              .note(
                  "When a run fails, every change that it made is offered to be undone, or its"
                      + " reason is shown.")
              .fix(
                  "Write `undo => ...`; or `no undo because \"...\"` where it does no harm to leave"
                      + " it; or `irreversible because \"...\"` where there is no way back."));
    } else if (ways.size() > 1) {
      checking.tell(
          Checking.at(
                  Code.RB3006,
                  module,
                  ways.get(1).span(),
                  "`" + action.qualifiedName() + "` has more than one way back")
              .label("the second one")
              .also(module.source(), ways.getFirst().span(), "the first one")
              .note("A change is undone, or harmless to leave, or irreversible: one of the three.")
              .fix("Keep one of them."));
    }
  }

  private void preview(ActionPart.Preview preview) {
    command(preview.command(), "preview by shell");
    if (action.syntax().kind() != ActionKind.CHANGE) {
      checking.tell(
          Checking.at(Code.RB2009, module, preview.span(), "only a change has a preview")
              .label("nothing would be changed")
              .note("It is shown to whoever is to agree to the change, and in front of it.")
              .fix("Remove this line, or declare a `change`."));
    }
  }

  private void looks(Expression expression, String part) {
    boolean told = checking.told().within(module, expression.span());
    Effect effect = checking.effects().of(expression);
    if (effect != Effect.READ && !told) {
      boolean pure = effect == Effect.PURE;
      checking.tell(
          Checking.at(
                  Code.RB2009,
                  module,
                  expression.span(),
                  part + (pure ? " reads nothing" : " does something"))
              .label("a read belongs here")
              .note("Only a look at the world tells what it was like.")
              .fix("Call a `read` of this service."));
    }
  }

  private void undo(Expression expression) {
    boolean ofOurs =
        expression instanceof Expression.Call call
            && checking.facts().target(call) instanceof Facts.Target.ToAction(Symbol.Action undo)
            && undo.service() == action.service()
            && undo.syntax().kind() == ActionKind.CHANGE;
    if (!ofOurs && !checking.told().within(module, expression.span())) {
      checking.tell(
          Checking.at(
                  Code.RB2009, module, expression.span(), "an undo is a change of the same service")
              .label("no change of `" + action.service().name() + "`")
              .note(
                  "It is kept in the record as an action with its arguments, and done long after.")
              .fix(
                  "Call a `change` that is declared in `service "
                      + action.service().name()
                      + "`."));
    }
  }
}
