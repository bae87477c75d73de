package dev.runbook.console;

import dev.runbook.diagnostic.Suggestions;
import dev.runbook.library.Durations;
import dev.runbook.spi.Version;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Thing;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values as people type them: on the command line and at a prompt. */
public final class TypedValues {

  private TypedValues() {}

  /** A text that is no value of the type; the message says what would be. */
  public static final class NotAValue extends Exception {
    private static final long serialVersionUID = 1L;

    NotAValue(String message) {
      super(message);
    }
  }

  public static Value parse(Type type, String text) throws NotAValue {
    return switch (type) {
      case Type.Optional(Type of) ->
          text.isEmpty() || text.equals("none") ? Value.NONE : parse(of, text);
      case EnumType enumeration -> constant(enumeration, text);
      case Basic basic -> basic(basic, text);
      case Type.ListOf(Type element) -> {
        List<Value> elements = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
          elements.add(parse(element, part.strip()));
        }
        yield new Value.ListValue(elements);
      }
      case Type.Secret secret -> secret(text);
      case Type.MapOf map -> throw new NotAValue("a map cannot be typed here");
      case RecordType record -> throw new NotAValue("a record cannot be typed here");
      case Thing thing -> throw new NotAValue(thing + " cannot be typed here");
    };
  }

  private static Value constant(EnumType type, String text) throws NotAValue {
    if (type.values().contains(text)) {
      return new Value.EnumValue(type, text);
    }
    String near =
        Suggestions.nearest(text, type.values())
            .map(value -> " Did you mean `" + value + "`?")
            .orElse("");
    throw new NotAValue("is none of " + String.join(", ", type.values()) + "." + near);
  }

  /**
   * Never the secret itself, which would stand in the shell's history and in the list of processes.
   */
  private static Value secret(String text) throws NotAValue {
    if (text.startsWith("env:") || text.startsWith("file:")) {
      return new Value.SecretRef(text);
    }
    throw new NotAValue("would show the secret. Say where it is: `env:NAME` or `file:PATH`.");
  }

  private static Value basic(Basic type, String text) throws NotAValue {
    try {
      return switch (type) {
        case TEXT -> new Value.Text(text);
        case NUMBER -> new Value.Number(number(text, "is no number, such as 3 or 0.5."));
        case PERCENT ->
            new Value.Percent(
                number(
                        text.endsWith("%") ? text.substring(0, text.length() - 1) : "?",
                        "is no percentage, such as 20%.")
                    .movePointLeft(2));
        case BOOL -> bool(text);
        case DURATION ->
            new Value.Duration(
                Durations.parse(text)
                    .orElseThrow(() ->
                        new NotAValue("is no duration. Write one as `90s`, `5m` or `1h30m`.")));
        case TIME -> new Value.Time(OffsetDateTime.parse(text).toInstant(), ZoneOffset.UTC);
        case DATE -> new Value.Date(LocalDate.parse(text));
        case CLOCK -> new Value.Clock(LocalTime.parse(text));
        case VERSION -> version(text);
        case URL -> new Value.Url(URI.create(text).toString());
        case DATA, NONE, NOTHING, UNKNOWN -> throw new NotAValue("cannot be typed here.");
      };
    } catch (DateTimeException e) {
      throw new NotAValue(
          "is no "
              + type
              + ". Write a day as 2026-11-26, a time of day as 09:30, a moment as"
              + " 2026-11-26T09:30Z.");
    } catch (IllegalArgumentException e) {
      throw new NotAValue("is no address.");
    }
  }

  private static BigDecimal number(String text, String otherwise) throws NotAValue {
    if (!text.matches("-?\\d{1,30}(\\.\\d{1,30})?")) {
      throw new NotAValue(otherwise);
    }
    return new BigDecimal(text);
  }

  private static Value bool(String text) throws NotAValue {
    return switch (text) {
      case "true", "yes" -> Value.Bool.TRUE;
      case "false", "no" -> Value.Bool.FALSE;
      default -> throw new NotAValue("is neither true nor false.");
    };
  }

  private static Value version(String text) throws NotAValue {
    Version version = Version.parse(text).orElse(null);
    if (version != null) {
      return new Value.Ver(version);
    }
    String lower = text.toLowerCase(Locale.ROOT);
    String meant = lower.startsWith("v") ? lower : "v" + lower;
    String near = Version.parse(meant).isPresent() ? " Did you mean `" + meant + "`?" : "";
    throw new NotAValue("is no version. A version is a small v and numbers, such as v3.20." + near);
  }
}
