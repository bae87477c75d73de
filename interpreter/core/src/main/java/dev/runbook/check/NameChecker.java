package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Suggestions;
import dev.runbook.library.Member;
import dev.runbook.library.Members;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Thing;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names mean, by themselves and behind a dot. */
final class NameChecker {

  static final List<String> BUILT_IN = List.of("env", "now", "today");

  private final Problems problems;
  private final Facts facts;
  private final ExpressionChecker expressions;
  private final Set<Symbol.Field> computing = new LinkedHashSet<>();

  NameChecker(Problems problems, Facts facts, ExpressionChecker expressions) {
    this.problems = problems;
    this.facts = facts;
    this.expressions = expressions;
  }

  Type name(Expression.NameUse use, @Nullable Type wanted, Scope scope) {
    String name = use.name().text();
    Symbol.Local local = scope.find(name);
    if (local != null) {
      facts.meanings.put(use, new Facts.Meaning.LocalValue(local));
      return scope.type(local);
    }
    if (wanted != null
        && wanted.required() instanceof EnumType type
        && type.values().contains(name)) {
      facts.meanings.put(use, new Facts.Meaning.EnumConstant(type, name));
      return type;
    }
    Symbol.Component component = scope.body().component();
    Symbol.Field field = component == null ? null : component.fields.get(name);
    if (component != null && field != null) {
      facts.meanings.put(use, new Facts.Meaning.ComponentField(component, field));
      return fieldType(field, component);
    }
    switch (name) {
      case "now" -> {
        facts.meanings.put(use, new Facts.Meaning.Now());
        return Basic.TIME;
      }
      case "today" -> {
        facts.meanings.put(use, new Facts.Meaning.Today());
        return Basic.DATE;
      }
      default -> {}
    }
    Symbol symbol = scope.module().lookUp(name);
    if (symbol != null) {
      facts.meanings.put(use, new Facts.Meaning.Declared(symbol));
      return symbol.thing();
    }
    unknown(use.name(), wanted, scope);
    return Basic.UNKNOWN;
  }

  private void unknown(Name name, @Nullable Type wanted, Scope scope) {
    if (scope.module().couldUse(name.text())) {
      problems.notUsed(scope.module(), name.span(), name.text());
      return;
    }
    if (problems.isFull(scope.module())) {
      return;
    }
    Set<String> known = known(wanted, scope);
    String subtraction = subtraction(name.text(), known);
    if (subtraction != null) {
      problems.tell(
          Problems.at(Code.RB2001, scope.module(), name.span(), "there is no name `" + name + "`")
              .label("did you mean `" + subtraction + "`?")
              .note("Names may have hyphens in them, so a minus needs a blank on both sides.")
              .fix("Write `" + subtraction + "`."));
      return;
    }
    problems.unknown(Code.RB2001, scope.module(), name.span(), "name", name.text(), known);
  }

  private static Set<String> known(@Nullable Type wanted, Scope scope) {
    Set<String> known = new LinkedHashSet<>(scope.names());
    if (wanted != null && wanted.required() instanceof EnumType type) {
      known.addAll(type.values());
    }
    if (scope.body().component() != null) {
      known.addAll(scope.body().component().fields.keySet());
    }
    if (scope.body().service() != null) {
      known.addAll(scope.body().service().actions.keySet());
    }
    known.addAll(BUILT_IN);
    known.addAll(scope.module().known.keySet());
    return known;
  }

  /** {@code n-1} is a name; where it is unknown and {@code n} is not, a subtraction was meant. */
  private static @Nullable String subtraction(String name, Set<String> known) {
    for (int hyphen = name.indexOf('-'); hyphen > 0; hyphen = name.indexOf('-', hyphen + 1)) {
      String left = name.substring(0, hyphen);
      String right = name.substring(hyphen + 1);
      boolean number = right.matches("\\d+(ms|s|m|h|d|w)?");
      if (known.contains(left) && (number || known.contains(right))) {
        return left + " - " + right;
      }
    }
    return null;
  }

  Type type(Expression.TypeUse use, Scope scope) {
    Symbol.Service within = scope.body().service();
    Type own = within == null ? null : within.types.get(use.name().text());
    if (own != null) {
      return new Thing(Thing.Kind.TYPE, use.name().text());
    }
    if (scope.module().lookUp(use.name().text()) instanceof Symbol.DeclaredType declared) {
      facts.meanings.put(use, new Facts.Meaning.Declared(declared));
      return declared.thing();
    }
    List<String> types = new ArrayList<>();
    scope
        .module()
        .known
        .forEach((name, symbol) -> {
          if (symbol instanceof Symbol.DeclaredType) {
            types.add(name);
          }
        });
    problems.unknown(
        Code.RB2002, scope.module(), use.name().span(), "type", use.name().text(), types);
    return Basic.UNKNOWN;
  }

  /** The type that a capitalised name stands for; null where it was told that there is none. */
  @Nullable Type declaredType(Expression.TypeUse use, Scope scope) {
    Symbol.Service within = scope.body().service();
    Type own = within == null ? null : within.types.get(use.name().text());
    if (own != null) {
      return own;
    }
    return scope.module().lookUp(use.name().text()) instanceof Symbol.DeclaredType declared
        ? declared.type()
        : null;
  }

  Type member(Expression.MemberUse use, Scope scope) {
    if (use.target() instanceof Expression.TypeUse typeUse) {
      return constant(use, typeUse, scope);
    }
    if (use.target() instanceof Expression.NameUse named
        && scope.find(named.name().text()) == null) {
      if (named.name().text().equals("env")) {
        facts.types.put(named, new Thing(Thing.Kind.ENVIRONMENT, "env"));
        return environmentField(use, scope);
      }
    }
    Type target = expressions.infer(use.target(), null, scope);
    if (target == Basic.UNKNOWN || use.name().isMissing()) {
      return Basic.UNKNOWN;
    }
    if (facts.meaning(use.target()) instanceof Facts.Meaning.Declared(Symbol symbol)) {
      return ofSymbol(use, symbol, scope);
    }
    return ofValue(use, target, scope);
  }

  private Type constant(Expression.MemberUse use, Expression.TypeUse typeUse, Scope scope) {
    Type thing = type(typeUse, scope);
    facts.types.put(typeUse, thing);
    Type type = declaredType(typeUse, scope);
    if (type == null) {
      return Basic.UNKNOWN;
    }
    if (type instanceof EnumType enumeration && enumeration.values().contains(use.name().text())) {
      facts.meanings.put(use, new Facts.Meaning.EnumConstant(enumeration, use.name().text()));
      return enumeration;
    }
    List<String> values = type instanceof EnumType enumeration ? enumeration.values() : List.of();
    problems.unknown(
        Code.RB2003,
        scope.module(),
        use.name().span(),
        "value of `" + type + "` called",
        use.name().text(),
        values);
    return type instanceof EnumType ? type : Basic.UNKNOWN;
  }

  /** The first environment that is known here says of which type a field is. */
  private Type environmentField(Expression.MemberUse use, Scope scope) {
    String name = use.name().text();
    Set<String> fields = new LinkedHashSet<>();
    boolean any = false;
    for (Symbol symbol : scope.module().known.values()) {
      if (symbol instanceof Symbol.Environment environment) {
        any = true;
        Symbol.Field field = environment.fields.get(name);
        if (field != null) {
          facts.meanings.put(use, new Facts.Meaning.EnvironmentField(name));
          return fieldType(field, null);
        }
        fields.addAll(environment.fields.keySet());
      }
    }
    if (!any) {
      problems.tell(
          Problems.at(
                  Code.RB2003, scope.module(), use.span(), "no environment is known in this file")
              .label("so `env` has no fields")
              .fix("Declare one, or import it: `use production from \"...\"`."));
    } else if (!use.name().isMissing()) {
      problems.unknown(
          Code.RB2003,
          scope.module(),
          use.name().span(),
          "field of any environment called",
          name,
          fields);
    }
    return Basic.UNKNOWN;
  }

  private Type ofSymbol(Expression.MemberUse use, Symbol symbol, Scope scope) {
    String name = use.name().text();
    switch (symbol) {
      case Symbol.Service service -> {
        Symbol.Action action = service.actions.get(name);
        if (action != null) {
          facts.meanings.put(use, new Facts.Meaning.Declared(action));
          return action.thing();
        }
        problems.unknown(
            Code.RB2003,
            scope.module(),
            use.name().span(),
            "action of `" + service.name() + "` called",
            name,
            service.actions.keySet());
      }
      case Symbol.Component component -> {
        Symbol.Field field = component.fields.get(name);
        if (field != null) {
          facts.meanings.put(use, new Facts.Meaning.ComponentField(component, field));
          return fieldType(field, component);
        }
        problems.unknown(
            Code.RB2003,
            scope.module(),
            use.name().span(),
            "field of `" + component.name() + "` called",
            name,
            component.fields.keySet());
      }
      case Symbol.Environment environment -> {
        Symbol.Field field = environment.fields.get(name);
        if (field != null) {
          facts.meanings.put(use, new Facts.Meaning.NamedEnvironmentField(environment, field));
          return fieldType(field, null);
        }
        problems.unknown(
            Code.RB2003,
            scope.module(),
            use.name().span(),
            "field of `" + environment.name() + "` called",
            name,
            environment.fields.keySet());
      }
      default ->
          problems.unknown(
              Code.RB2003,
              scope.module(),
              use.name().span(),
              "field of " + symbol.thing() + " called",
              name,
              List.of());
    }
    return Basic.UNKNOWN;
  }

  private Type ofValue(Expression.MemberUse use, Type target, Scope scope) {
    String name = use.name().text();
    if (target instanceof RecordType record) {
      Type field = record.fields().get(name);
      if (field != null) {
        facts.meanings.put(use, new Facts.Meaning.RecordField(name));
        return field;
      }
    }
    if (target instanceof Type.Secret) {
      problems.unknown(
          Code.RB2003,
          scope.module(),
          use.name().span(),
          "field of a secret called",
          name,
          List.of());
      return Basic.UNKNOWN;
    }
    boolean data = target.required() == Basic.DATA;
    if (target.isOptional() && !data) {
      expressions.mayBeNone(use.target(), scope.module());
      return Basic.UNKNOWN;
    }
    Member member = Members.find(target.required(), name).orElse(null);
    if (member != null) {
      facts.meanings.put(use, new Facts.Meaning.BuiltIn(member));
      if (member.parameters() != null) {
        return new Thing(Thing.Kind.FUNCTION, name);
      }
      Folds.check(member, Members.element(target), scope.module(), use.name().span(), problems);
      Type result = member.result().apply(target.required(), List.of());
      return data ? result.optional() : result;
    }
    if (data) {
      facts.meanings.put(use, new Facts.Meaning.DataField(name));
      return Basic.DATA.optional();
    }
    problems.unknown(
        Code.RB2003,
        scope.module(),
        use.name().span(),
        "field of " + ExpressionChecker.article(target) + " called",
        name,
        ExpressionChecker.members(target));
    return Basic.UNKNOWN;
  }

  /** The type of a field, computed when it is first asked for, as fields may mention each other. */
  Type fieldType(Symbol.Field field, Symbol.@Nullable Component component) {
    Type known = field.type;
    if (known != null) {
      return known;
    }
    if (!computing.add(field)) {
      problems.tell(
          Problems.at(
                  Code.RB2011,
                  field.module(),
                  field.syntax().name().span(),
                  "`" + field.name() + "` depends on itself")
              .label("goes round in a circle")
              .fix("Let one of the fields in the circle stand on its own."));
      return Basic.UNKNOWN;
    }
    Scope scope = new Scope(new Scope.Body(field.module(), component, null, null));
    if (component != null) {
      StatementChecker.declare(component.parameters, scope);
    }
    var written = field.syntax().type();
    Type type;
    if (written == null) {
      type = expressions.check(field.syntax().value(), scope);
    } else {
      type = new TypeNames(problems).resolve(written, field.module(), null);
      expressions.check(field.syntax().value(), type, scope);
    }
    computing.remove(field);
    field.type = type;
    return type;
  }

  /** A team that a clause names. */
  Symbol.@Nullable Team team(Expression expression, Scope scope) {
    if (expression instanceof Expression.NameUse use
        && scope.module().lookUp(use.name().text()) instanceof Symbol.Team team) {
      facts.meanings.put(use, new Facts.Meaning.Declared(team));
      facts.types.put(use, team.thing());
      return team;
    }
    List<String> teams = new ArrayList<>();
    scope
        .module()
        .known
        .forEach((name, symbol) -> {
          if (symbol instanceof Symbol.Team) {
            teams.add(name);
          }
        });
    if (expression instanceof Expression.NameUse use) {
      problems.unknown(Code.RB2001, scope.module(), use.span(), "team", use.name().text(), teams);
    } else if (!(expression instanceof Expression.Bad)) {
      problems.tell(
          Problems.at(Code.RB2009, scope.module(), expression.span(), "a team is named here")
              .label("not a team's name")
              .fix(
                  Suggestions.nearest("", teams)
                      .map(team -> "Write `by " + team + "`.")
                      .orElse("Declare a team first.")));
    }
    return null;
  }
}
