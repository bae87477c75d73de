package dev.runbook.library;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.runbook.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Values of type data, and the two texts that they are read from. */
final class DataText {

  private static final int MOST_DIGITS = 1000;

  private DataText() {}

  static Value json(Value self) {
    return read(new JsonFactory(), Texts.of(self));
  }

  static Value yaml(Value self) {
    return read(new YAMLFactory(), Texts.of(self));
  }

  private static Value read(JsonFactory format, String text) {
    try (JsonParser parser = format.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Value.NONE;
      }
      Value content = content(parser, first);
      return parser.nextToken() == null ? new Value.Data(content) : Value.NONE;
    } catch (IOException e) {
      return Value.NONE;
    }
  }

  private static Value content(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        SequencedMap<Value, Value> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          entries.put(new Value.Text(key), content(parser, parser.nextToken()));
        }
        yield new Value.MapValue(entries);
      }
      case START_ARRAY -> {
        List<Value> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          elements.add(content(parser, next));
        }
        yield new Value.ListValue(elements);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> Value.Bool.TRUE;
      case VALUE_FALSE -> Value.Bool.FALSE;
      case VALUE_NULL -> Value.NONE;
      default -> new Value.Text(parser.getText());
    };
  }

  /** A number that would fill the memory when it is written out stays the text that it was. */
  private static Value number(JsonParser parser) throws IOException {
    try {
      BigDecimal number = parser.getDecimalValue();
      return Math.abs((long) number.scale()) > MOST_DIGITS
          ? new Value.Text(parser.getText())
          : new Value.Number(number);
    } catch (NumberFormatException e) {
      return new Value.Text(parser.getText());
    }
  }

  static Value get(Value self, String key) {
    if (((Value.Data) self).content() instanceof Value.MapValue map) {
      Value found = map.entries().get(new Value.Text(key));
      return found == null || found instanceof Value.None ? Value.NONE : new Value.Data(found);
    }
    return Value.NONE;
  }

  static Value text(Value self) {
    return ((Value.Data) self).content() instanceof Value.Text text ? text : Value.NONE;
  }

  static Value number(Value self) {
    return ((Value.Data) self).content() instanceof Value.Number number ? number : Value.NONE;
  }

  static Value bool(Value self) {
    return ((Value.Data) self).content() instanceof Value.Bool bool ? bool : Value.NONE;
  }

  static Value list(Value self) {
    return ((Value.Data) self).content() instanceof Value.ListValue list
        ? new Value.ListValue(list.elements().stream().<Value>map(Value.Data::new).toList())
        : new Value.ListValue(List.of());
  }
}
