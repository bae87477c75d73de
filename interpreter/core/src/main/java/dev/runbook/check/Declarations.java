package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Member;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Parameter;
import dev.runbook.syntax.TypeField;
import dev.runbook.type.Basic;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills the symbols in: the types of parameters and fields, the teams of ladders, the attributes of
 * environments.
 */
final class Declarations {

  private static final Set<String> TEAM_WORDS = Set.of("contact", "members");
  private static final Set<String> ENVIRONMENT_WORDS =
      Set.of("protected", "guarded", "owner", "deploys", "contact");
  private static final Set<String> COMPONENT_WORDS = Set.of("owner", "contact");

  private final Problems problems;
  private final TypeNames types;

  Declarations(Problems problems) {
    this.problems = problems;
    this.types = new TypeNames(problems);
  }

  void fill(Module module) {
    for (Symbol symbol : module.declared()) {
      switch (symbol) {
        case Symbol.DeclaredType type -> record(type, module);
        case Symbol.Service service -> service(service, module);
        case Symbol.Team team -> words(team.syntax().members(), TEAM_WORDS, module, "a team");
        case Symbol.Escalation escalation -> escalation(escalation, module);
        case Symbol.Environment environment -> environment(environment, module);
        case Symbol.Component component -> component(component, module);
        case Symbol.Function function -> {
          function.parameters.addAll(parameters(function.syntax().parameters(), module, null));
          function.result = types.resolve(function.syntax().result(), module, null);
        }
        case Symbol.Procedure procedure -> {
          procedure.parameters.addAll(parameters(procedure.syntax().parameters(), module, null));
          var result = procedure.syntax().result();
          procedure.result = result == null ? Basic.NOTHING : types.resolve(result, module, null);
        }
        case Symbol.Runbook runbook -> runbook(runbook, module);
        case Symbol.Local local -> {}
        case Symbol.Action action -> {}
      }
    }
  }

  private void record(Symbol.DeclaredType symbol, Module module) {
    if (symbol.type() instanceof RecordType record) {
      for (Declaration declaration : module.tree().declarations()) {
        if (declaration instanceof Declaration.RecordType syntax
            && syntax.name().span().equals(symbol.span())) {
          fields(record, syntax.fields(), module, null);
        }
      }
    }
  }

  private void fields(
      RecordType record, List<TypeField> fields, Module module, Symbol.@Nullable Service within) {
    for (TypeField field : fields) {
      if (record.fields().containsKey(field.name().text())) {
        twice(field.name(), module);
      } else if (!field.name().isMissing()) {
        record.field(field.name().text(), types.resolve(field.type(), module, within));
      }
    }
  }

  private void twice(Name name, Module module) {
    problems.declaredTwice(module, name.span(), name.text(), null);
  }

  private void service(Symbol.Service service, Module module) {
    for (Declaration.RecordType syntax : service.syntax().types()) {
      if (service.types.get(syntax.name().text()) instanceof RecordType record) {
        fields(record, syntax.fields(), module, service);
      }
    }
    for (Declaration.Action syntax : service.syntax().actions()) {
      if (syntax.name().isMissing()) {
        continue;
      }
      var result = syntax.result();
      Symbol.Action action =
          new Symbol.Action(
              service,
              syntax,
              parameters(syntax.parameters(), module, service),
              result == null ? Basic.NOTHING : types.resolve(result, module, service));
      boolean event = syntax.kind() == Declaration.ActionKind.EVENT;
      var others = event ? service.actions : service.events;
      var own = event ? service.events : service.actions;
      if (others.containsKey(action.name()) || own.putIfAbsent(action.name(), action) != null) {
        twice(syntax.name(), module);
      }
    }
  }

  private List<Symbol.Param> parameters(
      List<Parameter> syntax, Module module, Symbol.@Nullable Service within) {
    Map<String, Symbol.Param> parameters = new LinkedHashMap<>();
    for (Parameter parameter : syntax) {
      String name = parameter.name().text();
      if (parameters.containsKey(name)) {
        twice(parameter.name(), module);
      } else if (!name.isEmpty()) {
        Type type = types.resolve(parameter.type(), module, within);
        parameters.put(name, new Symbol.Param(name, type, parameter, parameters.size()));
      }
    }
    return new ArrayList<>(parameters.values());
  }

  private void escalation(Symbol.Escalation escalation, Module module) {
    for (var rung : escalation.syntax().rungs()) {
      if (team(rung.team(), module) instanceof Symbol.Team team) {
        escalation.teams.add(team);
      }
    }
  }

  private @Nullable Symbol team(Name name, Module module) {
    Symbol symbol = module.lookUp(name.text());
    if (symbol instanceof Symbol.Team || name.isMissing()) {
      return symbol;
    }
    problems.unknown(Code.RB2001, module, name.span(), "team", name.text(), teams(module));
    return null;
  }

  private static Set<String> teams(Module module) {
    Set<String> teams = new LinkedHashSet<>();
    module.known.forEach((name, symbol) -> {
      if (symbol instanceof Symbol.Team) {
        teams.add(name);
      }
    });
    return teams;
  }

  private void environment(Symbol.Environment environment, Module module) {
    fields(environment.syntax().members(), environment.fields, module);
    for (Member.Attribute attribute :
        words(environment.syntax().members(), ENVIRONMENT_WORDS, module, "an environment")) {
      switch (attribute.name().text()) {
        case "protected" -> environment.isProtected = true;
        case "guarded" -> {
          for (Expression value : attribute.values()) {
            if (value instanceof Expression.NameUse use
                && team(use.name(), module) instanceof Symbol.Team team) {
              environment.guards.add(team);
            }
          }
        }
        case "owner" -> owner(attribute, module);
        default -> {}
      }
    }
  }

  private void owner(Member.Attribute attribute, Module module) {
    for (Expression value : attribute.values()) {
      if (value instanceof Expression.NameUse use) {
        team(use.name(), module);
      }
    }
  }

  private void component(Symbol.Component component, Module module) {
    fields(component.syntax().members(), component.fields, module);
    for (Member.Attribute attribute :
        words(component.syntax().members(), COMPONENT_WORDS, module, "a component")) {
      if (attribute.name().text().equals("owner")) {
        owner(attribute, module);
      }
    }
    component.parameters.addAll(parameters(component.syntax().parameters(), module, null));
    Declaration.DeployBody deploy = component.syntax().deploy();
    if (deploy == null) {
      return;
    }
    component.deployParameters.addAll(parameters(deploy.parameters(), module, null));
    boolean takesVersion =
        !component.deployParameters.isEmpty()
            && component.deployParameters.getFirst().type().fits(Basic.VERSION);
    if (!takesVersion) {
      problems.tell(
          Problems.at(Code.RB2006, module, deploy.span(), "a deploy takes the version first")
              .label("its first parameter is no version")
              .fix("Write `deploy(v: version) { ... }`."));
    }
  }

  private void fields(List<Member> members, Map<String, Symbol.Field> into, Module module) {
    for (Member member : members) {
      if (member instanceof Member.Field field && !field.name().isMissing()) {
        if (into.putIfAbsent(field.name().text(), new Symbol.Field(field, module)) != null) {
          twice(field.name(), module);
        }
      }
    }
  }

  private List<Member.Attribute> words(
      List<Member> members, Set<String> known, Module module, String owner) {
    List<Member.Attribute> attributes = new ArrayList<>();
    for (Member member : members) {
      if (member instanceof Member.Attribute attribute && !attribute.name().isMissing()) {
        if (known.contains(attribute.name().text())) {
          attributes.add(attribute);
        } else {
          problems.unknown(
              Code.RB2015,
              module,
              attribute.name().span(),
              "built-in word for " + owner,
              attribute.name().text(),
              new java.util.TreeSet<>(known));
        }
      }
    }
    return attributes;
  }

  private void runbook(Symbol.Runbook runbook, Module module) {
    runbook.parameters.addAll(parameters(runbook.syntax().parameters(), module, null));
    for (Name name : runbook.syntax().environments()) {
      if (module.lookUp(name.text()) instanceof Symbol.Environment environment) {
        runbook.environments.add(environment);
      } else if (!name.isMissing()) {
        Set<String> known = new LinkedHashSet<>();
        module.known.forEach((candidate, symbol) -> {
          if (symbol instanceof Symbol.Environment) {
            known.add(candidate);
          }
        });
        problems.unknown(Code.RB2001, module, name.span(), "environment", name.text(), known);
      }
    }
  }
}
