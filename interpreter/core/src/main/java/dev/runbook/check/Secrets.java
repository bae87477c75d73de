package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Statement;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Thing;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Secrets inside of something that is shown as a whole; a secret by itself is refused by the types.
 */
final class Secrets {

  private final Checking checking;
  private final Module module;

  private Secrets(Module module, Checking checking) {
    this.module = module;
    this.checking = checking;
  }

  static void check(Module module, Checking checking) {
    Secrets secrets = new Secrets(module, checking);
    for (Declaration declaration : module.tree().declarations()) {
      DeclarationSlots.of(declaration).forEach(secrets::slot);
    }
    Body.of(module).forEach(body -> secrets.block(body.block()));
  }

  private void block(Block block) {
    Walk.statements(
        block,
        statement -> {
          checking.slots().of(statement).forEach(this::slot);
          if (statement instanceof Statement.Evidence evidence && evidence.value() != null) {
            shown(evidence.value(), "evidence");
          } else if (statement instanceof Statement.Match match) {
            shown(match.subject(), "a condition");
          }
        });
  }

  private void slot(Slot slot) {
    if (slot.shown()) {
      shown(slot.expression(), slot.where());
    }
    Walk.expressions(slot.expression(), this::text);
  }

  private void text(Expression expression) {
    if (expression instanceof Expression.TextLiteral literal) {
      for (Part part : literal.text().parts()) {
        if (part instanceof Part.Hole hole) {
          shown(hole.value(), "a text");
        }
      }
    }
  }

  private void shown(Expression expression, String where) {
    Type type = checking.facts().types.get(expression);
    if (type == null
        || !holds(type, new ArrayList<>())
        || checking.told().within(module, expression.span())) {
      return;
    }
    checking.tell(
        Checking.at(Code.RB3007, module, expression.span(), "a secret must not go into " + where)
            .label("of type " + type + ", with a secret in it")
            .note("What is shown, compared or recorded can be read by others.")
            .fix(
                "Name a field of it that is no secret, or hand it to an action that takes a"
                    + " secret."));
  }

  private static boolean holds(Type type, List<Type> within) {
    return switch (type) {
      case Type.Secret secret -> true;
      case Type.Optional(Type of) -> holds(of, within);
      case Type.ListOf(Type element) -> holds(element, within);
      case Type.MapOf(Type key, Type value) -> holds(key, within) || holds(value, within);
      case RecordType record -> {
        if (within.contains(record)) {
          yield false;
        }
        within.add(record);
        yield record.fields().values().stream().anyMatch(field -> holds(field, within));
      }
      case Basic _, EnumType _, Thing _ -> false;
    };
  }
}
