package dev.runbook.library;

import dev.runbook.library.Member.Fold;
import dev.runbook.library.Member.Lambda;
import dev.runbook.library.Member.Parameter;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Thing;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of the built-in types. */
public final class Members {

  private static final Map<String, Member> TEXT = new LinkedHashMap<>();
  private static final Map<String, Member> LIST = new LinkedHashMap<>();
  private static final Map<String, Member> MAP = new LinkedHashMap<>();
  private static final Map<String, Member> VERSION = new LinkedHashMap<>();
  private static final Map<String, Member> TIME = new LinkedHashMap<>();
  private static final Map<String, Member> DATE = new LinkedHashMap<>();
  private static final Map<String, Member> DURATION = new LinkedHashMap<>();
  private static final Map<String, Member> NUMBER = new LinkedHashMap<>();
  private static final Map<String, Member> URL = new LinkedHashMap<>();
  private static final Map<String, Member> DATA = new LinkedHashMap<>();
  private static final Map<String, Member> NO_MEMBERS = Map.of();

  private static final Type TEXTS = new Type.ListOf(Basic.TEXT);

  static {
    text();
    list();
    map();
    versions();
    times();
    data();
  }

  private Members() {}

  public static Optional<Member> find(Type receiver, String name) {
    return Optional.ofNullable(of(receiver).get(name));
  }

  public static Collection<String> names(Type receiver) {
    return of(receiver).keySet();
  }

  /** The type of the elements of a list. */
  public static Type element(Type receiver) {
    return receiver instanceof Type.ListOf(Type element) ? element : Basic.UNKNOWN;
  }

  private static Map<String, Member> of(Type receiver) {
    return switch (receiver) {
      case Basic basic ->
          switch (basic) {
            case TEXT -> TEXT;
            case NUMBER, PERCENT -> NUMBER;
            case DURATION -> DURATION;
            case TIME -> TIME;
            case DATE -> DATE;
            case VERSION -> VERSION;
            case URL -> URL;
            case DATA -> DATA;
            case BOOL, CLOCK, NONE, NOTHING, UNKNOWN -> NO_MEMBERS;
          };
      case Type.ListOf list -> LIST;
      case Type.MapOf map -> MAP;
      case Type.Optional optional -> NO_MEMBERS;
      case Type.Secret secret -> NO_MEMBERS;
      case RecordType record -> NO_MEMBERS;
      case EnumType enumeration -> NO_MEMBERS;
      case Thing thing -> NO_MEMBERS;
    };
  }

  private static void property(
      Map<String, Member> to, String name, Type result, Function<Value, Value> body) {
    property(to, name, receiver -> result, body);
  }

  private static void property(
      Map<String, Member> to,
      String name,
      Function<Type, Type> result,
      Function<Value, Value> body) {
    to.put(
        name,
        new Member(
            name,
            null,
            (receiver, none) -> result.apply(receiver),
            (self, none) -> body.apply(self)));
  }

  private static void method(
      Map<String, Member> to,
      String name,
      List<Parameter> parameters,
      Type result,
      Member.Body body) {
    method(to, name, parameters, receiver -> result, body);
  }

  private static void method(
      Map<String, Member> to,
      String name,
      List<Parameter> parameters,
      Function<Type, Type> result,
      Member.Body body) {
    to.put(
        name, new Member(name, parameters, (receiver, arguments) -> result.apply(receiver), body));
  }

  private static void text() {
    Parameter part = Parameter.of("text", Basic.TEXT);
    property(TEXT, "length", Basic.NUMBER, Texts::length);
    property(TEXT, "trim", Basic.TEXT, self -> Texts.map(self, String::strip));
    property(TEXT, "lines", TEXTS, Texts::lines);
    property(
        TEXT,
        "upper",
        Basic.TEXT,
        self -> Texts.map(self, text -> text.toUpperCase(java.util.Locale.ROOT)));
    property(
        TEXT,
        "lower",
        Basic.TEXT,
        self -> Texts.map(self, text -> text.toLowerCase(java.util.Locale.ROOT)));
    property(TEXT, "number", Basic.NUMBER.optional(), Texts::number);
    property(TEXT, "version", Basic.VERSION.optional(), Texts::version);
    property(TEXT, "json", Basic.DATA.optional(), self -> DataText.json(self));
    property(TEXT, "yaml", Basic.DATA.optional(), self -> DataText.yaml(self));
    method(TEXT, "split", List.of(Parameter.of("at", Basic.TEXT)), TEXTS, Texts::split);
    method(
        TEXT,
        "contains",
        List.of(part),
        Basic.BOOL,
        (self, a) -> Texts.test(self, a, String::contains));
    method(
        TEXT,
        "starts-with",
        List.of(part),
        Basic.BOOL,
        (self, a) -> Texts.test(self, a, String::startsWith));
    method(
        TEXT,
        "ends-with",
        List.of(part),
        Basic.BOOL,
        (self, a) -> Texts.test(self, a, String::endsWith));
    method(
        TEXT,
        "replace",
        List.of(part, Parameter.of("with", Basic.TEXT)),
        Basic.TEXT,
        (self, a) -> Texts.map(self, text -> text.replace(Texts.of(a.get(0)), Texts.of(a.get(1)))));
    method(
        TEXT,
        "match",
        List.of(Parameter.of("pattern", Basic.TEXT)),
        TEXTS.optional(),
        Texts::match);
    property(URL, "text", Basic.TEXT, self -> new Value.Text(((Value.Url) self).url()));
  }

  private static void list() {
    Function<Type, Type> same = receiver -> receiver;
    Function<Type, Type> one = receiver -> element(receiver).optional();
    Parameter other = Parameter.of("other", same);
    property(LIST, "length", Basic.NUMBER, Lists::length);
    property(LIST, "first", one, Lists::first);
    property(LIST, "last", one, Lists::last);
    property(LIST, "reverse", same, Lists::reverse);
    property(LIST, "unique", same, Lists::unique);
    property(LIST, "sum", one, Lists::sum);
    property(LIST, "min", one, self -> Lists.extreme(self, -1));
    property(LIST, "max", one, self -> Lists.extreme(self, 1));
    method(LIST, "sort", List.of(Parameter.lambda("by", null).orNone()), same, Lists::sort);
    LIST.computeIfPresent("sum", (name, sum) -> sum.folding(Fold.ADDS));
    for (String comparing : List.of("min", "max", "sort")) {
      LIST.computeIfPresent(comparing, (name, member) -> member.folding(Fold.COMPARES));
    }
    method(LIST, "filter", List.of(Parameter.lambda("where", Basic.BOOL)), same, Lists::filter);
    method(LIST, "any", List.of(Parameter.lambda("where", Basic.BOOL)), Basic.BOOL, Lists::any);
    method(LIST, "all", List.of(Parameter.lambda("where", Basic.BOOL)), Basic.BOOL, Lists::all);
    method(
        LIST,
        "contains",
        List.of(Parameter.of("element", Members::element)),
        Basic.BOOL,
        Lists::contains);
    method(LIST, "union", List.of(other), same, Lists::union);
    method(LIST, "difference", List.of(other), same, Lists::difference);
    method(LIST, "join", List.of(Parameter.of("with", Basic.TEXT)), Basic.TEXT, Lists::join);
    LIST.put(
        "map",
        new Member(
            "map",
            List.of(Parameter.lambda("to", null)),
            (receiver, arguments) ->
                new Type.ListOf(arguments.isEmpty() ? Basic.UNKNOWN : arguments.getFirst()),
            (self, a) -> Lists.map(self, (Lambda) a.getFirst())));
  }

  private static void map() {
    property(
        MAP,
        "length",
        Basic.NUMBER,
        self -> Value.Number.of(((Value.MapValue) self).entries().size()));
    property(
        MAP,
        "keys",
        receiver ->
            new Type.ListOf(
                receiver instanceof Type.MapOf(Type key, Type value) ? key : Basic.UNKNOWN),
        self -> new Value.ListValue(List.copyOf(((Value.MapValue) self).entries().keySet())));
    property(
        MAP,
        "values",
        receiver ->
            new Type.ListOf(
                receiver instanceof Type.MapOf(Type key, Type value) ? value : Basic.UNKNOWN),
        self -> new Value.ListValue(List.copyOf(((Value.MapValue) self).entries().values())));
  }

  private static void versions() {
    property(
        VERSION,
        "parts",
        Basic.NUMBER,
        self -> Value.Number.of(Versions.of(self).numbers().size()));
    property(VERSION, "major", Basic.NUMBER, self -> Versions.number(self, 0));
    property(VERSION, "minor", Basic.NUMBER, self -> Versions.number(self, 1));
    property(VERSION, "pre", Basic.TEXT.optional(), Versions::pre);
    property(VERSION, "bare", Basic.TEXT, self -> new Value.Text(Versions.of(self).bare()));
    property(VERSION, "next", Basic.VERSION.optional(), self -> Versions.step(self, 1));
    property(VERSION, "previous", Basic.VERSION.optional(), self -> Versions.step(self, -1));
  }

  private static void times() {
    property(TIME, "weekday", EnumType.WEEKDAY, Times::weekday);
    property(TIME, "date", Basic.DATE, Times::date);
    property(TIME, "clock", Basic.CLOCK, Times::clock);
    property(TIME, "zone", Basic.TEXT, Times::zone);
    property(DATE, "weekday", EnumType.WEEKDAY, Times::weekday);
    property(
        DURATION, "seconds", Basic.NUMBER, self -> Times.in(self, java.time.Duration.ofSeconds(1)));
    property(
        DURATION, "minutes", Basic.NUMBER, self -> Times.in(self, java.time.Duration.ofMinutes(1)));
    property(
        DURATION, "hours", Basic.NUMBER, self -> Times.in(self, java.time.Duration.ofHours(1)));
    property(DURATION, "days", Basic.NUMBER, self -> Times.in(self, java.time.Duration.ofDays(1)));
    property(NUMBER, "round", receiver -> receiver, Lists::round);
    property(NUMBER, "abs", receiver -> receiver, Lists::abs);
  }

  /**
   * By lambdas and not by references, which would load the JSON library with the first
   * `list.length`.
   */
  private static void data() {
    property(DATA, "text", Basic.TEXT.optional(), self -> DataText.text(self));
    property(DATA, "number", Basic.NUMBER.optional(), self -> DataText.number(self));
    property(DATA, "bool", Basic.BOOL.optional(), self -> DataText.bool(self));
    property(DATA, "list", new Type.ListOf(Basic.DATA), self -> DataText.list(self));
    method(
        DATA,
        "get",
        List.of(Parameter.of("key", Basic.TEXT)),
        Basic.DATA.optional(),
        (self, a) -> DataText.get(self, Texts.of(a.getFirst())));
  }

  /** The member of a value of type data that is no built-in one: a key of its content. */
  public static Value dataField(Value.Data data, String key) {
    return DataText.get(data, key);
  }

  /** A regular expression that cannot be read, if it is one. */
  public static @Nullable String patternMistake(String pattern) {
    return Texts.patternMistake(pattern);
  }
}
