package dev.runbook.check;

import dev.runbook.source.Span;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Member;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Parameter;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Thing;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a name stands for. Symbols are compared by identity: each is one declaration. */
public sealed interface Symbol {

  String name();

  /** Where it is declared; null for what is built in. */
  @Nullable Module module();

  Span span();

  /** A declared name with parameters. */
  sealed interface Callable extends Symbol {
    List<Param> parameters();
  }

  /**
   * @param index its place in the list
   */
  record Param(String name, Type type, Parameter syntax, int index) {
    public boolean isRequired() {
      return syntax.defaultValue() == null && !type.isOptional();
    }
  }

  /** A name inside a body: a let, a parameter, a loop's variable. */
  final class Local implements Symbol {

    public enum Kind {
      LET,
      PARAMETER,
      LOOP,
      LAMBDA,
      RESULT
    }

    private final Name declared;
    private final Type type;
    private final Kind kind;
    private final Module module;

    Local(Name declared, Type type, Kind kind, Module module) {
      this.declared = declared;
      this.type = type;
      this.kind = kind;
      this.module = module;
    }

    @Override
    public String name() {
      return declared.text();
    }

    public Type type() {
      return type;
    }

    public Kind kind() {
      return kind;
    }

    @Override
    public Module module() {
      return module;
    }

    @Override
    public Span span() {
      return declared.span();
    }
  }

  /**
   * What a declaration at the top of a file declares; its types are filled in when all of them are
   * known.
   */
  abstract sealed class Declared implements Symbol {
    private final Name declaredName;
    private final Module module;

    Declared(Name declaredName, Module module) {
      this.declaredName = declaredName;
      this.module = module;
    }

    @Override
    public String name() {
      return declaredName.text();
    }

    @Override
    public Module module() {
      return module;
    }

    @Override
    public Span span() {
      return declaredName.span();
    }
  }

  final class Service extends Declared {
    private final Declaration.Service syntax;
    final Map<String, Action> actions = new LinkedHashMap<>();
    final Map<String, Action> events = new LinkedHashMap<>();
    final Map<String, Type> types = new LinkedHashMap<>();

    Service(Declaration.Service syntax, Module module) {
      super(syntax.name(), module);
      this.syntax = syntax;
    }

    public Declaration.Service syntax() {
      return syntax;
    }

    public Map<String, Action> actions() {
      return Collections.unmodifiableMap(actions);
    }

    /** What happens in it by itself, which is nothing that a runbook could do. */
    public Map<String, Action> events() {
      return Collections.unmodifiableMap(events);
    }
  }

  final class Action extends Declared implements Callable {
    private final Service service;
    private final Declaration.Action syntax;
    private final List<Param> parameters;
    private final Type result;

    Action(Service service, Declaration.Action syntax, List<Param> parameters, Type result) {
      super(syntax.name(), service.module());
      this.service = service;
      this.syntax = syntax;
      this.parameters = List.copyOf(parameters);
      this.result = result;
    }

    public Service service() {
      return service;
    }

    public Declaration.Action syntax() {
      return syntax;
    }

    @Override
    public List<Param> parameters() {
      return parameters;
    }

    public Type result() {
      return result;
    }

    /** {@code jenkins.proceed}. */
    public String qualifiedName() {
      return service.name() + "." + name();
    }

    /** Whether it changes what an environment runs, rather than the world at large. */
    public boolean changesEnvironment() {
      var scope = syntax.part(dev.runbook.syntax.ActionPart.Scope.class);
      return syntax.kind() == Declaration.ActionKind.CHANGE
          && (scope == null || !scope.name().text().equals("world"));
    }
  }

  final class Team extends Declared {
    private final Declaration.Team syntax;

    Team(Declaration.Team syntax, Module module) {
      super(syntax.name(), module);
      this.syntax = syntax;
    }

    public Declaration.Team syntax() {
      return syntax;
    }

    /** The title, or the name where it has none. */
    public String title() {
      return syntax.title() == null ? name() : syntax.title().plain();
    }
  }

  final class Escalation extends Declared {
    private final Declaration.Escalation syntax;
    final List<Team> teams = new ArrayList<>();

    Escalation(Declaration.Escalation syntax, Module module) {
      super(syntax.name(), module);
      this.syntax = syntax;
    }

    public Declaration.Escalation syntax() {
      return syntax;
    }

    /** What people call it. */
    public String title() {
      return syntax.title() == null ? name() : syntax.title().plain();
    }

    /** One team a rung, in order. */
    public List<Team> teams() {
      return Collections.unmodifiableList(teams);
    }
  }

  final class Environment extends Declared {
    private final Declaration.Environment syntax;
    final Map<String, Field> fields = new LinkedHashMap<>();
    final List<Team> guards = new ArrayList<>();
    boolean isProtected;

    Environment(Declaration.Environment syntax, Module module) {
      super(syntax.name(), module);
      this.syntax = syntax;
    }

    public Declaration.Environment syntax() {
      return syntax;
    }

    public Map<String, Field> fields() {
      return Collections.unmodifiableMap(fields);
    }

    public boolean isProtected() {
      return isProtected;
    }

    /**
     * Whether a team's confirm guards changes here: any team's does where the environment names
     * none.
     */
    public boolean mayGuard(Team team) {
      return guards.isEmpty() || guards.contains(team);
    }

    public List<Team> guards() {
      return Collections.unmodifiableList(guards);
    }
  }

  /** A field of an environment or component. Its type is known once it was checked. */
  final class Field {
    private final Member.Field syntax;
    private final Module module;
    @Nullable Type type;

    Field(Member.Field syntax, Module module) {
      this.syntax = syntax;
      this.module = module;
    }

    public String name() {
      return syntax.name().text();
    }

    public Member.Field syntax() {
      return syntax;
    }

    public Module module() {
      return module;
    }
  }

  final class Component extends Declared implements Callable {
    private final Declaration.Component syntax;
    final List<Param> parameters = new ArrayList<>();
    final List<Param> deployParameters = new ArrayList<>();
    final Map<String, Field> fields = new LinkedHashMap<>();

    Component(Declaration.Component syntax, Module module) {
      super(syntax.name(), module);
      this.syntax = syntax;
    }

    public Declaration.Component syntax() {
      return syntax;
    }

    @Override
    public List<Param> parameters() {
      return Collections.unmodifiableList(parameters);
    }

    /** The parameters of its deploy; the first is the version. */
    public List<Param> deployParameters() {
      return Collections.unmodifiableList(deployParameters);
    }

    public Map<String, Field> fields() {
      return Collections.unmodifiableMap(fields);
    }
  }

  final class Function extends Declared implements Callable {
    private final Declaration.Function syntax;
    final List<Param> parameters = new ArrayList<>();
    Type result = dev.runbook.type.Basic.UNKNOWN;

    Function(Declaration.Function syntax, Module module) {
      super(syntax.name(), module);
      this.syntax = syntax;
    }

    public Declaration.Function syntax() {
      return syntax;
    }

    @Override
    public List<Param> parameters() {
      return Collections.unmodifiableList(parameters);
    }
  }

  final class Procedure extends Declared implements Callable {
    private final Declaration.Procedure syntax;
    final List<Param> parameters = new ArrayList<>();
    Type result = dev.runbook.type.Basic.NOTHING;

    Procedure(Declaration.Procedure syntax, Module module) {
      super(syntax.name(), module);
      this.syntax = syntax;
    }

    public Declaration.Procedure syntax() {
      return syntax;
    }

    @Override
    public List<Param> parameters() {
      return Collections.unmodifiableList(parameters);
    }

    public Type result() {
      return result;
    }
  }

  final class Runbook extends Declared implements Callable {
    private final Declaration.Runbook syntax;
    final List<Param> parameters = new ArrayList<>();
    final List<Environment> environments = new ArrayList<>();

    Runbook(Declaration.Runbook syntax, Module module) {
      super(syntax.name(), module);
      this.syntax = syntax;
    }

    public Declaration.Runbook syntax() {
      return syntax;
    }

    @Override
    public List<Param> parameters() {
      return Collections.unmodifiableList(parameters);
    }

    /** Where it may run. */
    public List<Environment> environments() {
      return Collections.unmodifiableList(environments);
    }

    public String title() {
      return syntax.title() == null ? name() : syntax.title().plain();
    }
  }

  /** An enumeration or record. */
  final class DeclaredType extends Declared {
    private final Type type;

    DeclaredType(Name name, Type type, Module module) {
      super(name, module);
      this.type = type;
    }

    public Type type() {
      return type;
    }

    public boolean isRecord() {
      return type instanceof RecordType;
    }

    public boolean isEnumeration() {
      return type instanceof EnumType;
    }
  }

  /** The type of a mention of the symbol by itself. */
  default Type thing() {
    return switch (this) {
      case Local local -> local.type();
      case Service service -> new Thing(Thing.Kind.SERVICE, name());
      case Action action -> new Thing(Thing.Kind.ACTION, action.qualifiedName());
      case Team team -> new Thing(Thing.Kind.TEAM, name());
      case Escalation escalation -> new Thing(Thing.Kind.ESCALATION, name());
      case Environment environment -> new Thing(Thing.Kind.ENVIRONMENT, name());
      case Component component -> new Thing(Thing.Kind.COMPONENT, name());
      case Function function -> new Thing(Thing.Kind.FUNCTION, name());
      case Procedure procedure -> new Thing(Thing.Kind.PROCEDURE, name());
      case Runbook runbook -> new Thing(Thing.Kind.RUNBOOK, name());
      case DeclaredType declared -> new Thing(Thing.Kind.TYPE, name());
    };
  }
}
