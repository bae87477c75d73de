package dev.runbook.door;

import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Keeps secrets out of what comes back through the door: a service may repeat in an answer or an
 * error what it was sent, as it is, in base64 or in the form of an address.
 */
public final class Redactor {

  /** What is looked for, the longest first, as one form may be a part of another. */
  private final Map<String, String> shown =
      new ConcurrentSkipListMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  /** From here on this secret is not let through. */
  public Secret remember(Secret secret) {
    String plain = secret.reveal();
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    String encoded = URLEncoder.encode(plain, StandardCharsets.UTF_8);
    List.of(
            plain,
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            encoded,
            encoded.replace("+", "%20"))
        .stream()
        .filter(form -> !form.isEmpty())
        .forEach(form -> shown.put(form, secret.toString()));
    return secret;
  }

  public String text(String text) {
    String redacted = text;
    for (Map.Entry<String, String> form : shown.entrySet()) {
      redacted = redacted.replace(form.getKey(), form.getValue());
    }
    return redacted;
  }

  public ServiceFailure failure(ServiceFailure failure) {
    return failure.inOtherWords(text(failure.getMessage()));
  }

  public Value value(Value value) {
    return switch (value) {
      case Value.Text(String text) -> new Value.Text(text(text));
      case Value.Url(String url) -> new Value.Url(text(url));
      case Value.Inconclusive(String reason) -> new Value.Inconclusive(text(reason));
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
}
