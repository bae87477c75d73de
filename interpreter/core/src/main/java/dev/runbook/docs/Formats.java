package dev.runbook.docs;

import java.util.List;
import java.util.Optional;

/** The formats by their names. */
public final class Formats {

  public static final List<String> NAMES = List.of("md", "rst", "html");

  private Formats() {}

  public static Optional<Format> named(String name) {
    return switch (name) {
      case "md" -> Optional.of(new Markdown());
      case "rst" -> Optional.of(new Rst());
      case "html" -> Optional.of(new Html());
      case "text" -> Optional.of(new PlainText());
      default -> Optional.empty();
    };
  }
}
