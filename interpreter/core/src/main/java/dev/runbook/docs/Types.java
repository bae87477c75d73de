package dev.runbook.docs;

import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Thing;
import dev.runbook.type.Type;

/** Types in a reader's words. */
final class Types {

  private Types() {}

  static String of(Type type) {
    return switch (type) {
      case Basic basic ->
          switch (basic) {
            case BOOL -> "yes or no";
            case PERCENT -> "a percentage";
            case CLOCK -> "a time of day";
            case URL -> "an address";
            case DATA -> "data";
            case NONE, NOTHING -> "nothing";
            case UNKNOWN -> "a value";
            case TEXT, NUMBER, DURATION, TIME, DATE, VERSION -> article(basic.toString());
          };
      case Type.ListOf(Type element) -> "a list, each " + of(element);
      case Type.MapOf _ -> "names with values";
      case Type.Optional(Type there) -> of(there) + ", if there is one";
      case Type.Secret(Type secret) -> of(secret) + ", which is secret";
      case RecordType record -> article(words(record.name()));
      case EnumType enumeration -> article(words(enumeration.name()));
      case Thing thing -> thing.toString();
    };
  }

  /** {@code SchemaDiff} is a schema diff. */
  private static String words(String name) {
    StringBuilder words = new StringBuilder();
    for (int at = 0; at < name.length(); at++) {
      boolean begins = at > 0 && Character.isUpperCase(name.charAt(at));
      words.append(begins && Character.isLowerCase(name.charAt(at - 1)) ? " " : "");
      words.append(Character.toLowerCase(name.charAt(at)));
    }
    return words.toString();
  }

  private static String article(String name) {
    return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }
}
