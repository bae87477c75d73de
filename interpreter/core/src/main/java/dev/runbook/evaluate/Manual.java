package dev.runbook.evaluate;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Span;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What people do in the place of a service, and what they type that came of it. */
final class Manual {

  private final Context run;

  Manual(Context run) {
    this.run = run;
  }

  /** What is done by hand, and what came of it. */
  Value done(Call call, Type result, Frame frame, Span span) {
    if (result != Basic.NOTHING) {
      return typed(call.byHand(), result, frame, span);
    }
    Prompt prompt = Prompt.of(Prompt.Kind.BY_HAND, frame.path(), call.byHand());
    if (!run.prompts.ask(prompt, frame, span).isYes()) {
      throw Unwind.failed("not done: " + call.byHand(), frame, span);
    }
    return Value.NONE;
  }

  /**
   * A value that a person types: of a record its fields, of a list its elements one after the
   * other.
   */
  Value typed(String words, Type type, Frame frame, Span span) {
    return switch (type) {
      case RecordType record -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Type> field : record.fields().entrySet()) {
          fields.put(
              field.getKey(),
              typed(words + " [" + field.getKey() + "]", field.getValue(), frame, span));
        }
        yield new Value.Record(record, fields);
      }
      case Type.Optional(Type there)
          when there instanceof RecordType
              || there instanceof Type.ListOf
              || there instanceof Type.MapOf ->
          yes(words + " [is there one?]", frame, span)
              ? typed(words, there, frame, span)
              : Value.NONE;
      case Type.ListOf(Type element) -> {
        List<Value> elements = new ArrayList<>();
        while (yes(words + " [one more?]", frame, span)) {
          elements.add(typed(words + " [" + (elements.size() + 1) + "]", element, frame, span));
        }
        yield new Value.ListValue(elements);
      }
      case Type.MapOf(Type key, Type value) -> {
        SequencedMap<Value, Value> entries = new LinkedHashMap<>();
        while (yes(words + " [one more?]", frame, span)) {
          Value name = typed(words + " [name]", key, frame, span);
          entries.put(name, typed(words + " [" + Show.text(name) + "]", value, frame, span));
        }
        yield new Value.MapValue(entries);
      }
      case Basic basic -> plain(words, basic, frame, span);
      case EnumType enumeration -> plain(words, enumeration, frame, span);
      case Type.Optional optional -> plain(words, optional, frame, span);
      case Type.Secret secret -> plain(words, Basic.TEXT, frame, span);
      case dev.runbook.type.Thing thing -> plain(words, Basic.TEXT, frame, span);
    };
  }

  private boolean yes(String question, Frame frame, Span span) {
    return plain(question, Basic.BOOL, frame, span).equals(Value.Bool.TRUE);
  }

  private Value plain(String words, Type type, Frame frame, Span span) {
    Prompt prompt =
        Prompt.of(Prompt.Kind.BY_HAND, frame.path(), words)
            .value(type, type.isOptional() ? Value.NONE : null);
    Answer answer = run.prompts.ask(prompt, frame, span);
    Value value = answer.value();
    if (value == null) {
      throw Unwind.failed("not done: " + words + Prompts.why(answer), frame, span);
    }
    return value;
  }
}
