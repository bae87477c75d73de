package dev.runbook.check;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.parse.Parsed;
import dev.runbook.parse.Reading;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import dev.runbook.type.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is typed while a run stands still: a statement or an expression among the names that are
 * known there. It is read and checked as if it stood in a body of its own.
 */
public final class Typing {

  private static final String NAME = "what was typed";
  private static final String BODY = "procedure typed() {\n";
  private static final String VALUE = BODY + "let it = ";

  /**
   * What was typed, if it is right.
   *
   * @param module in which it stands
   * @param statement a let where it is an expression; null exactly where there are diagnostics
   * @param expression whether it is one
   */
  public record Typed(
      Module module,
      @Nullable Statement statement,
      boolean expression,
      List<Diagnostic> diagnostics) {
    public Typed {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  private final Program program;
  private final Module like;
  private final Map<String, Type> names;

  /**
   * @param like the file in which the run stands
   * @param names the values that are known there
   */
  public Typing(Program program, Module like, Map<String, Type> names) {
    this.program = program;
    this.like = like;
    this.names = Map.copyOf(names);
  }

  /** An expression where it is one, else a statement. */
  public Typed read(String text) {
    String line = text.strip();
    Parsed value = parse(VALUE, line);
    Parsed body = parse(BODY, line);
    if (value.diagnostics().isEmpty()) {
      Typed typed = checked(VALUE, line, value, true);
      boolean call = typed.statement() == null && body.diagnostics().isEmpty();
      // What gives no value is done, and not looked at.
      Typed done = call ? checked(BODY, line, body, false) : typed;
      return done.statement() == null ? typed : done;
    }
    boolean begins = Statements.begins(line);
    return body.diagnostics().isEmpty() || begins
        ? checked(BODY, line, body, false)
        : checked(VALUE, line, value, true);
  }

  /** The words with which a statement begins, so that its mistakes are told as those of one. */
  private static final class Statements {
    private static final List<String> WORDS =
        List.of(
            "let",
            "ask",
            "step",
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
            "require",
            "warn",
            "retry",
            "release",
            "ensure",
            "on",
            "escalate",
            "evidence",
            "stop",
            "fail",
            "temporarily");

    static boolean begins(String line) {
      String first = line.split("[^a-z-]", 2)[0];
      return WORDS.contains(first);
    }
  }

  private static Parsed parse(String before, String text) {
    return Reading.parse(new Source(NAME, before + text + "\n}"));
  }

  private Typed checked(String before, String text, Parsed parsed, boolean expression) {
    Problems problems = new Problems();
    problems.read(parsed.diagnostics());
    Module module = new Module(parsed.tree(), List::of);
    module.known.putAll(like.known);
    Statement statement = null;
    for (Declaration declaration : parsed.tree().declarations()) {
      if (declaration instanceof Declaration.Procedure procedure
          && !procedure.body().statements().isEmpty()) {
        statement = check(procedure, module, problems);
      }
    }
    List<Diagnostic> found =
        problems.all().sorted().stream().map(one -> moved(one, before, text, expression)).toList();
    return new Typed(module, found.isEmpty() ? statement : null, expression, found);
  }

  private Statement check(Declaration.Procedure procedure, Module module, Problems problems) {
    Symbol.Procedure symbol = new Symbol.Procedure(procedure, module);
    Facts facts = program.facts();
    ExpressionChecker expressions = new ExpressionChecker(problems, facts);
    Scope scope = new Scope(new Scope.Body(module, null, null, null));
    names.forEach((name, type) ->
        scope.declare(
            new Symbol.Local(new Name(name, new Span(0, 0)), type, Symbol.Local.Kind.LET, module)));
    new StatementChecker(problems, facts, expressions).block(procedure.body(), scope);
    if (problems.all().sorted().isEmpty()) {
      module.declared.put(symbol.name(), symbol);
      List<Module> modules = List.of(module);
      Told told = new Told(List.of());
      Checking checking =
          new Checking(
              modules, facts, new Effects(program.modules(), facts), new Slots(), told, problems);
      Placement.check(module, checking);
      Limits.check(module, checking);
      Ranges.check(module, checking);
      Secrets.check(module, checking);
      for (Body body : Body.of(module)) {
        Polling.check(body, checking);
        Temporaries.check(body, checking);
      }
    }
    return procedure.body().statements().getFirst();
  }

  /** What is told of what stands around it was not typed. */
  private static Diagnostic moved(Diagnostic one, String before, String text, boolean expression) {
    Source typed = new Source(NAME, text);
    int begin = Math.clamp(one.span().offset() - before.length(), 0, text.length());
    int end = Math.clamp(one.span().end() - before.length(), begin, text.length());
    return new Diagnostic(
        one.code(),
        typed,
        new Span(begin, end - begin),
        one.title(),
        one.label(),
        List.of(),
        // How a let is written helps nobody who typed an expression.
        expression && one.code().name().startsWith("RB1") ? List.of() : one.notes(),
        one.fix());
  }
}
