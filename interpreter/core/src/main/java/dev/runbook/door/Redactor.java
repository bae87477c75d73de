package dev.runbook.door;

import dev.runbook.spi.Redaction;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Keeps secrets out of what comes back through the door: a service may repeat in an answer or an
 * error what it was sent.
 */
public final class Redactor {

  private final Redaction redaction = new Redaction();

  /** From here on this secret is not let through. */
  public Secret remember(Secret secret) {
    redaction.add(secret);
    return secret;
  }

  public String text(String text) {
    return redaction.apply(text);
  }

  public ServiceFailure failure(ServiceFailure failure) {
    return failure.inOtherWords(text(failure.getMessage()));
  }

  public Value value(Value value) {
    return switch (value) {
      case Value.Text(String text) -> new Value.Text(text(text));
      case Value.Url(String url) -> new Value.Url(text(url));
      case Value.Inconclusive(String reason) -> new Value.Inconclusive(text(reason));
      case Value.Data(Value.Number number) -> digits(number);
      case Value.Data(Value content) -> new Value.Data(value(content));
      case Value.ListValue(List<Value> elements) ->
          new Value.ListValue(elements.stream().map(this::value).toList());
      case Value.MapValue(SequencedMap<Value, Value> entries) -> {
        SequencedMap<Value, Value> all = new LinkedHashMap<>();
        entries.forEach((key, entry) -> all.put(value(key), value(entry)));
        yield new Value.MapValue(all);
      }
      case Value.Record record -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        record.fields().forEach((name, field) -> fields.put(name, value(field)));
        yield new Value.Record(record.type(), fields);
      }
      case Value.Number _,
          Value.Percent _,
          Value.Bool _,
          Value.Duration _,
          Value.Time _,
          Value.Date _,
          Value.Clock _,
          Value.Ver _,
          Value.EnumValue _,
          Value.None _,
          Value.SecretRef _,
          Value.Unknown _ ->
          value;
    };
  }

  /** What answers in JSON writes a secret of digits as a number. */
  private Value digits(Value.Number number) {
    String spelt = number.number().toPlainString();
    String redacted = text(spelt);
    return new Value.Data(redacted.equals(spelt) ? number : new Value.Text(redacted));
  }
}
