package dev.runbook.type;

/** The types that need no declaration. */
public enum Basic implements Type {
  TEXT("text"),
  NUMBER("number"),
  PERCENT("percent"),
  BOOL("bool"),
  DURATION("duration"),
  /** A moment. */
  TIME("time"),
  DATE("date"),
  /** A time of day. */
  CLOCK("clock"),
  VERSION("version"),
  URL("url"),
  /** What JSON and YAML have; its parts are looked up when it is there. */
  DATA("data"),
  /** The type of {@code none}. */
  NONE("none"),
  /** What a call gives that gives nothing. */
  NOTHING("nothing"),
  /**
   * Of something that is wrong and told already: it fits everywhere, so that one mistake is told
   * once.
   */
  UNKNOWN("?");

  private final String spelling;

  Basic(String spelling) {
    this.spelling = spelling;
  }

  /** Whether it has a name in the language. */
  public boolean isWritten() {
    return this != NONE && this != NOTHING && this != UNKNOWN;
  }

  /** The type that is written so, if it is one that can be written. */
  public static java.util.Optional<Basic> named(String spelling) {
    for (Basic type : values()) {
      if (type.spelling.equals(spelling) && type.isWritten()) {
        return java.util.Optional.of(type);
      }
    }
    return java.util.Optional.empty();
  }

  @Override
  public String toString() {
    return spelling;
  }
}
