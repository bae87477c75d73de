package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Span;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another argument for a call that failed, as a person types it. */
final class Edits {

  private final Context run;

  Edits(Context run) {
    this.run = run;
  }

  /** The parameters whose value can be typed; a secret is not, as it would be seen. */
  static List<Symbol.Param> editable(Symbol.Action action) {
    return action.parameters().stream().filter(parameter -> isTyped(parameter.type())).toList();
  }

  private static boolean isTyped(Type type) {
    return switch (type) {
      case Type.Secret _ -> false;
      case Basic basic -> basic != Basic.DATA && basic != Basic.UNKNOWN;
      case EnumType _ -> true;
      case RecordType record -> record.fields().values().stream().allMatch(Edits::isTyped);
      case Type.Optional(Type inner) -> isTyped(inner);
      case Type.ListOf(Type element) -> isTyped(element);
      case Type.MapOf(Type key, Type value) -> isTyped(key) && isTyped(value);
      case dev.runbook.type.Thing _ -> false;
    };
  }

  List<Value> edited(Symbol.Action action, List<Value> given, Frame frame, Span span) {
    Symbol.Param chosen = chosen(action, frame, span);
    if (chosen == null) {
      return given;
    }
    Value old = given.get(chosen.index());
    String words = action.qualifiedName() + ": " + chosen.name() + " instead of " + Show.text(old);
    List<Value> edited = new ArrayList<>(given);
    edited.set(chosen.index(), run.manual.typed(words, chosen.type(), frame, span));
    return edited;
  }

  private Symbol.@Nullable Param chosen(Symbol.Action action, Frame frame, Span span) {
    List<Symbol.Param> open = editable(action);
    if (open.size() == 1) {
      return open.getFirst();
    }
    EnumType names = new EnumType("", "argument", open.stream().map(Symbol.Param::name).toList());
    String question = action.qualifiedName() + ": which argument shall be another?";
    Prompt prompt = Prompt.of(Prompt.Kind.ASK, frame.path(), question).value(names, null);
    return run.prompts.ask(prompt, frame, span).value()
            instanceof Value.EnumValue(var _, String name)
        ? open.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null)
        : null;
  }
}
