package dev.runbook.books;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.cli.Rehearsed;
import dev.runbook.evaluate.Contacts;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Member;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import java.util.List;
import java.util.stream.Collectors;

/** What a checked file tells its reader, besides what it does. */
final class Knowledge {

  private final Program program;

  private Knowledge(Program program) {
    this.program = program;
  }

  static Knowledge of(String file) {
    return new Knowledge(Rehearsed.program(file));
  }

  static Environment environment(String name) {
    return new Environment(of("balrog").declared(name, Symbol.Environment.class));
  }

  <S extends Symbol> S declared(String name, Class<S> kind) {
    return program.main().declared().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(symbol -> symbol.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + name));
  }

  <S extends Symbol> List<String> names(Class<S> kind) {
    return program.main().declared().stream().filter(kind::isInstance).map(Symbol::name).toList();
  }

  List<String> contact(String team) {
    return Contacts.of(declared(team, Symbol.Team.class));
  }

  /** The members of an environment or component that a reader sees. */
  record Environment(Symbol.Environment symbol) {

    String field(String name) {
      Symbol.Field field = symbol.fields().get(name);
      return field == null ? "" : text(field.syntax().value());
    }

    String attribute(String name) {
      return symbol.syntax().members().stream()
          .filter(Member.Attribute.class::isInstance)
          .map(Member.Attribute.class::cast)
          .filter(attribute -> attribute.name().text().equals(name))
          .map(attribute ->
              attribute.values().stream().map(Knowledge::text).collect(Collectors.joining(", ")))
          .findFirst()
          .orElse("");
    }

    String prose() {
      return Knowledge.prose(symbol.syntax().members());
    }
  }

  static String component(String name) {
    return prose(of("backends").declared(name, Symbol.Component.class).syntax().members());
  }

  static String component(String name, String field) {
    Symbol.Field value = of("backends").declared(name, Symbol.Component.class).fields().get(field);
    return value == null ? "" : text(value.syntax().value());
  }

  static String prose(List<? extends Member> members) {
    return members.stream()
        .filter(Statement.Prose.class::isInstance)
        .flatMap(prose -> ((Statement.Prose) prose).lines().stream())
        .map(Text::plain)
        .collect(Collectors.joining(" "))
        .replaceAll("\\s+", " ");
  }

  private static String text(Expression value) {
    return switch (value) {
      case Expression.TextLiteral literal -> literal.text().plain();
      case Expression.Literal literal -> literal.spelling();
      case Expression.NameUse name -> name.name().text();
      default -> value.toString();
    };
  }
}
