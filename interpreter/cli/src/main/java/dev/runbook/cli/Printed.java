package dev.runbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runbook.spi.ServiceFailure;
import org.jspecify.annotations.Nullable;

/** What a command printed, in the form that its action declares. */
final class Printed {

  private Printed() {}

  static @Nullable Object as(String form, String text, String action) throws ServiceFailure {
    return switch (form) {
      case "lines" -> text.lines().toList();
      case "json" -> {
        try {
          yield new ObjectMapper().readValue(text, Object.class);
        } catch (JsonProcessingException e) {
          throw ServiceFailure.unreadable(
              "What the command of " + action + " printed is no JSON.", e);
        }
      }
      default -> text.stripTrailing();
    };
  }
}
