package dev.runbook.dry;

import dev.runbook.check.Facts;
import dev.runbook.check.Module;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.evaluate.Contacts;
import dev.runbook.evaluate.Options;
import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Plan;
import dev.runbook.plan.Words;
import dev.runbook.source.Span;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Member;
import dev.runbook.syntax.Rung;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.type.EnumType;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a plan says besides what is done: the declarations around it, as they were written. */
final class Declared {

  private final Program program;
  private final Module module;

  private Declared(Program program) {
    this.program = program;
    this.module = program.main();
  }

  static Plan runbook(
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      Map<String, Value> given,
      List<Node> body,
      String ends) {
    return new Declared(program).plan(runbook, environment, given, body, ends);
  }

  static Plan file(Program program) {
    return new Declared(program).plan();
  }

  private Plan plan(
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      Map<String, Value> given,
      List<Node> body,
      String ends) {
    Declaration.Runbook syntax = runbook.syntax();
    SequencedMap<String, Words> rules = new LinkedHashMap<>();
    for (Declaration.Invariant rule : syntax.invariants()) {
      rules.put(rule.name().text(), new RuleWords(program, module).of(rule.rule()));
    }
    Set<Symbol.Environment> environments = new LinkedHashSet<>(runbook.environments());
    environments.addAll(known(Symbol.Environment.class));
    Mentions mentions = Mentions.in(body);
    for (Statement statement : syntax.body().statements()) {
      if (statement instanceof Statement.Escalate escalate) {
        mentions.ladders().add(escalate.ladder().text());
      }
    }
    List<Symbol.Escalation> ladders =
        all(Symbol.Escalation.class).stream()
            .filter(ladder -> mentions.ladders().contains(ladder.name()))
            .toList();
    for (Symbol.Environment each : environments) {
      each.guards().forEach(team -> mentions.teams().add(team.title()));
      attribute(each.syntax().members(), "owner").forEach(mentions.teams()::add);
    }
    ladders.forEach(ladder -> ladder.teams().forEach(team -> mentions.teams().add(team.title())));
    return new Plan(
        module.source().name(),
        runbook.name(),
        runbook.title(),
        about(),
        runbook.environments().stream().map(Symbol.Environment::name).toList(),
        environment == null ? "" : environment.name(),
        syntax.zone() == null ? "" : syntax.zone().plain(),
        runbook.parameters().stream().map(parameter -> parameter(parameter, given)).toList(),
        syntax.needs().stream().flatMap(needs -> needs.values().stream()).map(this::need).toList(),
        rules,
        syntax.alone().isEmpty() ? "" : syntax.alone().getFirst().per().text(),
        environments.stream().map(this::environment).toList(),
        all(Symbol.Team.class).stream()
            .filter(team -> mentions.teams().contains(team.title()))
            .map(this::team)
            .toList(),
        ladders.stream().map(this::ladder).toList(),
        List.of(),
        body,
        ends,
        null);
  }

  private Plan plan() {
    List<Plan.Thing> things = new ArrayList<>();
    for (Symbol symbol : module.declared()) {
      switch (symbol) {
        case Symbol.Component component -> things.add(component(component));
        case Symbol.Procedure procedure -> things.add(procedure(procedure));
        case Symbol.DeclaredType type when type.isEnumeration() -> things.add(enumeration(type));
        default -> {}
      }
    }
    return new Plan(
        module.source().name(),
        "",
        module.source().name().replaceAll(".*[/\\\\]", "").replaceAll("\\.rb4$", ""),
        about(),
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        new LinkedHashMap<>(),
        "",
        own(Symbol.Environment.class).stream().map(this::environment).toList(),
        own(Symbol.Team.class).stream().map(this::team).toList(),
        own(Symbol.Escalation.class).stream().map(this::ladder).toList(),
        things,
        List.of(),
        "",
        null);
  }

  private List<Words> about() {
    return module.tree().declarations().stream()
        .filter(Declaration.FileProse.class::isInstance)
        .map(prose -> words(((Declaration.FileProse) prose).prose().lines(), Map.of(), module))
        .toList();
  }

  private <S extends Symbol> List<S> own(Class<S> kind) {
    return of(Stream.of(module), kind);
  }

  private <S extends Symbol> List<S> all(Class<S> kind) {
    return of(program.modules().stream(), kind);
  }

  private static <S extends Symbol> List<S> of(Stream<Module> modules, Class<S> kind) {
    return modules
        .flatMap(each -> each.declared().stream())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** What the file itself declares or imports. */
  private <S extends Symbol> List<S> known(Class<S> kind) {
    return all(kind).stream().filter(symbol -> module.lookUp(symbol.name()) == symbol).toList();
  }

  private Plan.Parameter parameter(Symbol.Param parameter, Map<String, Value> given) {
    Text text = parameter.syntax().text();
    Value value = given.get(parameter.name());
    return new Plan.Parameter(
        parameter.name(),
        parameter.type().required().toString(),
        byDefault(parameter),
        text == null ? "" : text.plain(),
        parameter.type().required() instanceof EnumType type ? options(type) : List.of(),
        value == null ? null : Show.text(value));
  }

  private List<Part.Option> options(EnumType type) {
    for (Symbol.DeclaredType declared : all(Symbol.DeclaredType.class)) {
      if (declared.type().equals(type)) {
        return Options.of(declared);
      }
    }
    return type.values().stream().map(name -> new Part.Option(name, "")).toList();
  }

  /**
   * A default as it was written; none where the parameter may be left out; null where it may not.
   */
  static @Nullable String byDefault(Symbol.Param parameter) {
    Expression value = parameter.syntax().defaultValue();
    return value == null ? (parameter.isRequired() ? null : "none") : shown(value, "");
  }

  private String need(Expression value) {
    return value instanceof Expression.NameUse use
            && module.lookUp(use.name().text()) instanceof Symbol.Service service
        ? title(service.syntax().title(), service.name())
        : shown(value, source(value.span()));
  }

  private Plan.Environment environment(Symbol.Environment environment) {
    List<Member> members = environment.syntax().members();
    SequencedMap<String, String> attributes = new LinkedHashMap<>();
    for (String name : List.of("deploys", "owner", "contact")) {
      List<String> values = attribute(members, name);
      if (!values.isEmpty()) {
        attributes.put(name, String.join(", ", values));
      }
    }
    return new Plan.Environment(
        environment.name(),
        title(environment.syntax().title(), environment.name()),
        prose(members, environment.module()),
        environment.isProtected(),
        environment.guards().stream().map(Symbol.Team::title).toList(),
        attributes,
        fields(members, environment.module()));
  }

  private Plan.Team team(Symbol.Team team) {
    return new Plan.Team(
        team.name(),
        team.title(),
        prose(team.syntax().members(), team.module()),
        Contacts.of(team));
  }

  private Plan.Ladder ladder(Symbol.Escalation ladder) {
    List<Plan.Rung> rungs = new ArrayList<>();
    for (Symbol.Team team : ladder.teams()) {
      Rung rung = ladder.syntax().rungs().get(rungs.size());
      Expression limit = rung.clauses().value(Clause.Kind.UP_TO);
      rungs.add(new Plan.Rung(team(team), limit == null ? "" : shown(limit, "")));
    }
    Words prose = words(lines(ladder.syntax().prose()), Map.of(), ladder.module());
    return new Plan.Ladder(
        ladder.name(), title(ladder.syntax().title(), ladder.name()), prose, rungs);
  }

  private Plan.Thing component(Symbol.Component component) {
    List<Member> members = component.syntax().members();
    return new Plan.Thing(
        "component",
        component.name(),
        title(component.syntax().title(), component.name()),
        prose(members, module),
        shown(members));
  }

  private Plan.Thing procedure(Symbol.Procedure procedure) {
    List<Statement.Prose> prose =
        procedure.syntax().body().statements().stream()
            .filter(Statement.Prose.class::isInstance)
            .map(Statement.Prose.class::cast)
            .toList();
    return new Plan.Thing(
        "procedure",
        procedure.name(),
        procedure.syntax().title() == null
            ? procedure.name()
            : words(List.of(procedure.syntax().title()), Map.of(), module).toString(),
        words(lines(prose), Map.of(), module),
        new LinkedHashMap<>());
  }

  private Plan.Thing enumeration(Symbol.DeclaredType type) {
    SequencedMap<String, Words> values = new LinkedHashMap<>();
    Options.of(type).forEach(option -> values.put(option.name(), plain(option.text())));
    String words = type.name().replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ");
    String title = words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    return new Plan.Thing("enum", type.name(), title, Words.NONE, values);
  }

  /** The fields of a component; how one is looked up, in the words in which a person does it. */
  private SequencedMap<String, Words> shown(List<Member> members) {
    SequencedMap<String, Words> fields = new LinkedHashMap<>();
    for (Member member : members) {
      if (member instanceof Member.Field field) {
        String written = module.source().text(field.value().span());
        Words looked = field.lookedUp() ? byHand(field.value(), fields(members, module)) : null;
        fields.put(
            field.name().text(), looked == null ? plain(shown(field.value(), written)) : looked);
      }
    }
    return fields;
  }

  private @Nullable Words byHand(Expression value, Map<String, String> fields) {
    if (!(value instanceof Expression.Call call)
        || !(program.facts().target(call) instanceof Facts.Target.ToAction(var action))) {
      return null;
    }
    ActionPart.ByHand byHand = action.syntax().part(ActionPart.ByHand.class);
    if (byHand == null) {
      return null;
    }
    Map<String, String> given = new LinkedHashMap<>();
    List<@Nullable Argument> arguments = program.facts().arguments(call);
    for (Symbol.Param parameter : action.parameters()) {
      Argument argument = arguments.get(parameter.index());
      if (argument != null) {
        given.put(parameter.name(), source(argument.value().span()));
      }
    }
    Words.Builder words = new Words.Builder();
    for (dev.runbook.syntax.Part part : byHand.words().parts()) {
      switch (part) {
        case dev.runbook.syntax.Part.Chars chars -> words.say(chars.value());
        case dev.runbook.syntax.Part.Hole hole -> {
          String name = action.service().module().source().text(hole.value().span());
          String argument = given.getOrDefault(name, name);
          String known = fields.getOrDefault(argument, constant(argument, module));
          words.say(new Value.Text(known.isEmpty() ? "<" + argument + ">" : known));
        }
      }
    }
    return words.build();
  }

  private static Words plain(String text) {
    return text.isEmpty() ? Words.NONE : new Words.Builder().say(new Value.Text(text)).build();
  }

  private static SequencedMap<String, String> fields(List<Member> members, Module module) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    for (Member member : members) {
      if (member instanceof Member.Field field) {
        String written = module.source().text(field.value().span());
        fields.put(field.name().text(), shown(field.value(), written));
      }
    }
    return fields;
  }

  private List<String> attribute(List<Member> members, String name) {
    List<String> values = new ArrayList<>();
    for (Member member : members) {
      if (member instanceof Member.Attribute attribute && attribute.name().text().equals(name)) {
        attribute.values().forEach(value -> values.add(attribute(value)));
      }
    }
    return values;
  }

  private String attribute(Expression value) {
    if (value instanceof Expression.NameUse use) {
      for (Symbol.Team team : all(Symbol.Team.class)) {
        if (team.name().equals(use.name().text())) {
          return team.title();
        }
      }
    }
    return shown(value, "");
  }

  private Words prose(List<Member> members, Module module) {
    List<Statement.Prose> prose =
        members.stream()
            .filter(Statement.Prose.class::isInstance)
            .map(Statement.Prose.class::cast)
            .toList();
    return words(lines(prose), fields(members, module), module);
  }

  private static List<Text> lines(List<Statement.Prose> prose) {
    return prose.stream().flatMap(each -> each.lines().stream()).toList();
  }

  /**
   * Holes that name something constant show it; what else is in them is shown as it was written.
   */
  private Words words(List<Text> lines, Map<String, String> fields, Module module) {
    Words.Builder words = new Words.Builder().from(module.source().name());
    for (int at = 0; at < lines.size(); at++) {
      words.say(at == 0 ? "" : "\n");
      for (dev.runbook.syntax.Part part : lines.get(at).parts()) {
        switch (part) {
          case dev.runbook.syntax.Part.Chars chars -> words.say(chars.value());
          case dev.runbook.syntax.Part.Hole hole -> {
            String name = module.source().text(hole.value().span());
            String field = fields.getOrDefault(name, constant(name, module));
            words.say(
                field.isEmpty()
                    ? new Value.Unknown(
                        program.facts().type(hole.value()), label(hole.value(), module))
                    : new Value.Text(field));
          }
        }
      }
    }
    return words.build();
  }

  /** What a hole is about. */
  private String label(Expression hole, Module module) {
    if (hole instanceof Expression.Call call) {
      switch (program.facts().target(call)) {
        case Facts.Target.ToMember(var _, Expression receiver) -> {
          return label(receiver, module);
        }
        case Facts.Target.ToFunction(Symbol.Function function) -> {
          List<String> arguments =
              call.arguments().stream().map(each -> label(each.value(), module)).toList();
          return function.name().replace('-', ' ') + " of " + String.join(", ", arguments);
        }
        case null, default -> {}
      }
    }
    return module.source().text(hole.span()).replaceAll("\\s+", " ");
  }

  /** A team by its title, and a constant of an environment; empty for anything else. */
  private static String constant(String name, Module module) {
    int dot = name.indexOf('.');
    return switch (module.lookUp(dot < 0 ? name : name.substring(0, dot))) {
      case Symbol.Team team when dot < 0 -> team.title();
      case Symbol.Environment environment when dot > 0 ->
          fields(environment.syntax().members(), environment.module())
              .getOrDefault(name.substring(dot + 1), "");
      case null, default -> "";
    };
  }

  static String title(@Nullable Text title, String name) {
    return title == null ? name : title.plain();
  }

  /** A constant in a reader's words, and anything else as it was written. */
  private static String shown(Expression value, String otherwise) {
    return switch (value) {
      case Expression.TextLiteral literal when literal.text().isPlain() -> literal.text().plain();
      case Expression.Literal literal -> literal.spelling();
      case Expression.NameUse use -> use.name().text();
      case Expression.ListLiteral list ->
          String.join(", ", list.elements().stream().map(e -> shown(e, otherwise)).toList());
      default -> otherwise;
    };
  }

  private String source(Span span) {
    return module.source().text(span).replaceAll("\\s+", " ");
  }
}
