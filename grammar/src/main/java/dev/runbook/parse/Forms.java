package dev.runbook.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * How each construct is written, for the diagnostic of a line that is not. The keys are the
 * grammar's rules.
 */
final class Forms {

  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("use", "`use jenkins, http`, or `use name, other from \"file.rb4\"`"),
          Map.entry("team", "`team name \"Title\" { ... }`"),
          Map.entry("escalation", "`escalation name { first team up to 15m ... }`"),
          Map.entry("rung", "`first team up to 15m`, then `then other-team up to 30m`"),
          Map.entry("environment", "`environment name \"Title\" { ... }`"),
          Map.entry("enumeration", "`enum Name { first-value, second-value }`"),
          Map.entry("recordType", "`type Name { field: type; other: type }`"),
          Map.entry("typeField", "`field: type`"),
          Map.entry(
              "fieldOrAttribute",
              "`name = value`, `name => looked up`, or a built-in word with its values"),
          Map.entry("service", "`service name \"Title\" { ... }`"),
          Map.entry("action", "`read name(parameter: type): type up to 30s { ... }`"),
          Map.entry(
              "actionPart",
              "`by hand \"...\"`, `before x = ...`, `observe => ...`, `undo => ...`, `no undo"
                  + " because \"...\"` or `irreversible because \"...\"`"),
          Map.entry("component", "`component name \"Title\" { ... deploy(v: version) { ... } }`"),
          Map.entry("function", "`function name(parameter: type) -> type => value`"),
          Map.entry("procedure", "`procedure name \"Title\" (parameter: type) -> type { ... }`"),
          Map.entry("parameter", "`name: type = default \"what it is\"`"),
          Map.entry("runbook", "`runbook name \"Title\" in environment { ... }`"),
          Map.entry("safetyRule", "`never a before b`, or `at most 2 a per b`"),
          Map.entry("test", "`test \"what it shows\" { ... }`"),
          Map.entry("given", "`given service.action(...) at 2m after other(...)`"),
          Map.entry("expectation", "`expect condition`, `expect never action(...)`"),
          Map.entry("step", "`step name \"Title\" { ... }`"),
          Map.entry("let", "`let name = value`"),
          Map.entry(
              "conditional", "`if condition { ... } else { ... }`, with `} else {` on one line"),
          Map.entry(
              "matching", "`match value { first { ... } second, third { ... } else { ... } }`"),
          Map.entry("arm", "`value { ... }`"),
          Map.entry("loop", "`for each x in list { ... }`"),
          Map.entry("parallel", "`parallel { ... }`"),
          Map.entry("nestedRun", "`run name(argument: value) in environment`"),
          Map.entry("deployment", "`deploy component(argument: value) to version`"),
          Map.entry("confirm", "`confirm \"what is confirmed\" by team up to 4h`"),
          Map.entry("doWork", "`do \"what is to be done\" by team up to 1h`"),
          Map.entry(
              "waiting", "`wait-for condition every 30s up to 30m`, or `wait-until time up to 1d`"),
          Map.entry("watch", "`watch \"what is watched\" for 5m every 30s up to 30m { ... }`"),
          Map.entry(
              "checking", "`check condition else \"...\"`, or `warn \"...\" unless condition`"),
          Map.entry("retry", "`retry 3 times every 30s { ... }`"),
          Map.entry(
              "handler",
              "`on failed { ... }`; the outcomes are failed, rejected, aborted and timed-out"),
          Map.entry(
              "ending",
              "`stop \"...\"`, `fail \"...\"`, `recovered because \"...\"`, `escalate to ladder`"),
          Map.entry("arguments", "`name(value, parameter: value)`"),
          Map.entry(
              "type",
              "`text`, `[text]`, `[text: number]`, `version?`, `secret text`, `Name` or"
                  + " `service.Name`"));

  private static final List<String> STATEMENTS =
      List.of(
          "step",
          "let",
          "if",
          "match",
          "for",
          "parallel",
          "run",
          "deploy",
          "rollback",
          "confirm",
          "do",
          "wait-for",
          "wait-until",
          "watch",
          "check",
          "warn",
          "retry",
          "release",
          "ensure",
          "on",
          "escalate",
          "evidence",
          "stop",
          "fail",
          "recovered",
          "return");

  /** The words that begin a line in the body of each construct. */
  private static final Map<String, List<String>> OPENINGS =
      Map.of(
          "block",
          STATEMENTS,
          "runbook",
          Stream.concat(
                  STATEMENTS.stream(), Stream.of("param", "needs", "require", "invariant", "alone"))
              .toList(),
          "service",
          List.of("read", "change", "notice", "event", "type", "enum"),
          "action",
          List.of(
              "by",
              "before",
              "observe",
              "undo",
              "no",
              "irreversible",
              "scope",
              "env",
              "stdin",
              "preview"),
          "test",
          List.of("given", "run", "answering", "expect"),
          "escalation",
          List.of("first", "then"),
          "component",
          List.of("param", "deploy"),
          "file",
          List.of(
              "use",
              "team",
              "escalation",
              "environment",
              "enum",
              "type",
              "service",
              "component",
              "function",
              "procedure",
              "runbook",
              "test"));

  private Forms() {}

  /**
   * The form of the innermost construct that the parser is in; behind its end, of the one that the
   * line begins with.
   */
  static @Nullable String of(Parser parser, Token first) {
    ParserRuleContext context = parser.getContext();
    String form = null;
    while (form == null && isHead(context)) {
      form = FORMS.get(parser.getRuleNames()[context.getRuleIndex()]);
      context = context.getParent();
    }
    form = form == null ? FORMS.get(first.getText()) : form;
    return form == null ? null : "It is written " + form + ".";
  }

  private static boolean isHead(@Nullable ParserRuleContext context) {
    return context != null
        && !(context instanceof RunbookParser.FileContext)
        && context.getToken(RunbookParser.LBRACE, 0) == null;
  }

  /** The words that can begin a line where the parser is. */
  static List<String> openings(Parser parser) {
    for (ParserRuleContext at = parser.getContext(); at != null; at = at.getParent()) {
      List<String> words = OPENINGS.get(parser.getRuleNames()[at.getRuleIndex()]);
      if (words != null) {
        return words;
      }
    }
    return List.of();
  }

  static @Nullable String fix(Token token) {
    return switch (token.getType()) {
      case RunbookParser.LBRACE ->
          "`{` always begins a block: a list is written `[1, 2]`, a map `[\"a\": 1]`, a record"
              + " `Name(field: 1)`.";
      case RunbookParser.IF -> "Put the whole `if ... then ... else ...` in parentheses.";
      case RunbookParser.ASSIGN ->
          "A comparison is written `==` or `is`; a value is named by `let`, once.";
      case RunbookParser.EQ -> "A value is named by one `=`.";
      case RunbookParser.ELSE -> "Write `} else {` on one line.";
      case RunbookParser.QUESTION -> "A choice is written `if condition then a else b`.";
      case RunbookParser.SEMICOLON, RunbookParser.STRAY_BRACE -> "Remove it.";
      case RunbookParser.NAME ->
          switch (token.getText()) {
            case "elif", "elsif", "elseif" -> "Write `else if`.";
            default -> null;
          };
      default -> null;
    };
  }

  /** What could stand there, in words; empty where it is too much to be of help. */
  static List<String> expected(IntervalSet types) {
    if (types.contains(RunbookParser.PLUS)) {
      return List.of();
    }
    if (types.contains(RunbookParser.NUMBER)) {
      return List.of("a value");
    }
    boolean text = types.contains(RunbookParser.TEXT_OPEN);
    boolean name = types.contains(RunbookParser.NAME);
    List<String> words = new ArrayList<>();
    if (name) {
      words.add("a name");
    }
    if (text) {
      words.add("a text");
    }
    for (int type : types.toList()) {
      boolean covered = (name && isName(type)) || (text && isText(type));
      String word = covered ? "" : word(type);
      if (word == null) {
        return List.of();
      }
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static boolean isName(int type) {
    return type == RunbookParser.NAME || Keywords.isWord(type);
  }

  private static boolean isText(int type) {
    return switch (type) {
      case RunbookParser.TEXT_OPEN,
          RunbookParser.BLOCK_OPEN,
          RunbookParser.RAW_TEXT,
          RunbookParser.RAW_UNCLOSED ->
          true;
      default -> false;
    };
  }

  static @Nullable String word(int type) {
    return switch (type) {
      case RunbookParser.NEWLINE -> "the end of the line";
      case Token.EOF -> "the end of the file";
      case RunbookParser.TYPE_NAME -> "a capitalised name";
      case RunbookParser.INTERPOLATION_CLOSE -> "`}`";
      default -> {
        String keyword = Keywords.spelling(type);
        if (keyword != null) {
          yield "`" + keyword + "`";
        }
        String literal = RunbookParser.VOCABULARY.getLiteralName(type);
        yield literal == null ? null : "`" + literal.substring(1, literal.length() - 1) + "`";
      }
    };
  }
}
