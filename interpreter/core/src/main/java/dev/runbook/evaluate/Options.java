package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.plan.Part;
import dev.runbook.syntax.Declaration;
import dev.runbook.type.EnumType;
import java.util.ArrayList;
import java.util.List;

/** The values of an enumeration with the texts of its declaration. */
public final class Options {

  private Options() {}

  /** Empty where the symbol does not declare it. */
  static List<Part.Option> of(Symbol symbol, EnumType type) {
    if (symbol instanceof Symbol.Service service && service.name().equals(type.service())) {
      return service.syntax().enumerations().stream()
          .filter(enumeration -> enumeration.name().text().equals(type.name()))
          .findFirst()
          .map(Options::of)
          .orElse(List.of());
    }
    return symbol instanceof Symbol.DeclaredType declared && declared.type().equals(type)
        ? of(declared)
        : List.of();
  }

  /** Of an enumeration that a file declares. */
  public static List<Part.Option> of(Symbol.DeclaredType declared) {
    for (Declaration each : declared.module().tree().declarations()) {
      if (each instanceof Declaration.Enumeration enumeration
          && enumeration.name().text().equals(declared.name())) {
        return of(enumeration);
      }
    }
    return List.of();
  }

  private static List<Part.Option> of(Declaration.Enumeration enumeration) {
    List<Part.Option> options = new ArrayList<>();
    for (var value : enumeration.values()) {
      options.add(
          new Part.Option(value.name().text(), value.text() == null ? "" : value.text().plain()));
    }
    return options;
  }
}
