package dev.runbook.markdown;

/** Something in a text that its reader may stumble over. */
public sealed interface Finding {

  /** Where it begins in the text. */
  int offset();

  int length();

  /** A link, or a picture, of which pages show a link. */
  record Leads(String to, int offset, int length) implements Finding {}

  enum What {
    /** Between backticks. */
    CODE,
    /** Between lines of three. */
    BLOCK,
    LINK,
    /** {@code [text][name]}, where nothing says what the name is. */
    REFERENCE
  }

  /** Something that begins and does not end. */
  record Open(What what, int offset, int length) implements Finding {}
}
