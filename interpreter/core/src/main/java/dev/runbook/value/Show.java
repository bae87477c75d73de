package dev.runbook.value;

import dev.runbook.type.Basic;
import dev.runbook.type.RecordType;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Values as people read them, in prose and prompts. */
public final class Show {

  /** Made where a time is shown: it is a good part of what a short command takes. */
  private static final class Moment {
    static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz");
  }

  private static final List<String> TELLING = List.of("title", "name", "url");

  private Show() {}

  public static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Number number -> number.decimal().toString();
      case Value.Percent percent -> percent.hundredths() + "%";
      case Value.Bool(boolean truth) -> String.valueOf(truth);
      case Value.Duration(Duration length) -> duration(length);
      case Value.Time time -> Moment.FORM.format(time.instant().atZone(time.zone()));
      case Value.Date date -> date.date().toString();
      case Value.Clock clock -> clock.time().toString();
      case Value.Ver version -> version.version().spelling();
      case Value.Url(String url) -> url;
      case Value.EnumValue constant -> constant.name();
      case Value.ListValue list -> list.elements().isEmpty() ? "nothing" : list(list);
      case Value.MapValue map when map.entries().isEmpty() -> "nothing";
      case Value.MapValue map -> {
        List<String> shown = new ArrayList<>();
        map.entries().forEach((key, entry) -> shown.add(text(key) + ": " + text(entry)));
        yield String.join(", ", shown);
      }
      case Value.Record record -> record(record);
      case Value.Data data -> text(data.content());
      case Value.None none -> "none";
      case Value.SecretRef secret -> "<secret " + secret.name() + ">";
      case Value.Unknown unknown -> unknown.shown();
      case Value.Inconclusive inconclusive -> "<inconclusive: " + inconclusive.reason() + ">";
    };
  }

  private static String list(Value.ListValue list) {
    List<String> shown = new ArrayList<>();
    String between = ", ";
    for (Value element : list.elements()) {
      shown.add(text(element));
      between = hasCommas(element) ? "; " : between;
    }
    return String.join(between, shown);
  }

  /** Whether it is shown as several parts, which would run into those of the next. */
  private static boolean hasCommas(Value value) {
    return switch (value) {
      case Value.Data data -> hasCommas(data.content());
      case Value.MapValue map -> map.entries().size() > 1;
      case Value.ListValue list -> list.elements().size() > 1;
      default -> false;
    };
  }

  /** A duration in the language's own form, exact: {@code 1h30m}. */
  public static String duration(Duration length) {
    if (length.isZero()) {
      return "0s";
    }
    StringBuilder out = new StringBuilder(length.isNegative() ? "-" : "");
    Duration rest = length.abs();
    out.append(part(rest.toDays(), "d"));
    out.append(part(rest.toHoursPart(), "h"));
    out.append(part(rest.toMinutesPart(), "m"));
    out.append(part(rest.toSecondsPart(), "s"));
    out.append(part(rest.toMillisPart(), "ms"));
    return out.toString();
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }

  /** Whether records of a type are called by what people know them by, and not shown as a whole. */
  public static boolean tells(RecordType type) {
    return TELLING.stream()
        .map(type.fields()::get)
        .anyMatch(field -> field == Basic.TEXT || field == Basic.URL);
  }

  /**
   * A record is called by what people know it by, where it has such a field; else all of it is
   * shown.
   */
  private static String record(Value.Record record) {
    for (String telling : TELLING) {
      Value field = record.fields().get(telling);
      if (field instanceof Value.Text || field instanceof Value.Url) {
        return text(field);
      }
    }
    List<String> shown = new ArrayList<>();
    record.fields().forEach((name, field) -> shown.add(name + ": " + text(field)));
    return record.type().name() + "(" + String.join(", ", shown) + ")";
  }
}
