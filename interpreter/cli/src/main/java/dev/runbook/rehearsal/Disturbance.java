package dev.runbook.rehearsal;

import dev.runbook.stdlib.sandbox.Fault;
import java.util.List;

/** Something that goes wrong in a world. */
public sealed interface Disturbance {

  /** The process ends at a moment, and another one goes on. */
  record Kill(int moment) implements Disturbance {}

  /** A service's own fault. */
  record Faulty(Fault fault) implements Disturbance {}

  /** A person says no to a question, counted from 1. */
  record No(int question) implements Disturbance {}

  /** Nobody answers a question until its limit is reached. */
  record Silence(int question) implements Disturbance {}

  /** What a wait looks at cannot be seen until its limit is reached. */
  record Blind(int place) implements Disturbance {}

  /** In words, for a count of them. */
  static String kind(List<Disturbance> several) {
    return switch (several.size()) {
      case 0 -> "undisturbed";
      case 1 -> several.getFirst().kind();
      default -> "with two of these at once";
    };
  }

  private String kind() {
    return switch (this) {
      case Kill _ -> "killed and resumed";
      case Faulty _ -> "with a fault of a service";
      case No _ -> "with a no";
      case Silence _ -> "without an answer";
      case Blind _ -> "with a wait that sees nothing";
    };
  }
}
