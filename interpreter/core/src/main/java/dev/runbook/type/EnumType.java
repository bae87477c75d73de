package dev.runbook.type;

import java.util.List;

/** An enumeration. {@code service} is empty for one that a file declares. */
public record EnumType(String service, String name, List<String> values) implements Type {

  public static final EnumType WEEKDAY =
      new EnumType(
          "",
          "weekday",
          List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"));

  /** How a run ends. */
  public static final EnumType OUTCOME =
      new EnumType("", "outcome", List.of("done", "failed", "rejected", "aborted", "timed-out"));

  public EnumType {
    values = List.copyOf(values);
  }

  @Override
  public String toString() {
    return service.isEmpty() ? name : service + "." + name;
  }
}
