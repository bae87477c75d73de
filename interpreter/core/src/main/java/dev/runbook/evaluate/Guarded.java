package dev.runbook.evaluate;

import dev.runbook.check.Effect;
import dev.runbook.check.Facts;
import dev.runbook.check.Module;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.spi.Version;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a confirm lets happen, for the person who is to give it: the parameters, and every change
 * behind it.
 */
final class Guarded {

  /** With the dots and hyphens inside it, and without the full stop of its sentence. */
  private static final Pattern WORD = Pattern.compile("\\w(?:[\\w.-]*\\w)?");

  private Guarded() {}

  static List<String> by(Statement.Confirm confirm, Context run, Frame frame) {
    List<String> details = new ArrayList<>();
    Symbol.Environment environment = frame.environment();
    if (environment != null) {
      details.add("in " + environment.name() + (environment.isProtected() ? " (protected)" : ""));
    }
    for (Symbol.Param parameter : run.runbook.parameters()) {
      details.add(parameter.name() + ": " + Show.text(run.parameter(parameter.name())));
    }
    for (Block body : around(confirm, frame)) {
      Set<String> told = new HashSet<>();
      for (Statement statement : behind(confirm, body, run)) {
        String does = does(statement, run);
        if (told.add(does)) {
          details.add(does);
          details.addAll(preview(statement, run, frame));
        }
      }
    }
    for (Block body : around(confirm, frame)) {
      details.addAll(new Barriers(run).behind(confirm, body));
    }
    return details;
  }

  /**
   * What is typed to agree to it: nobody types a version or a name out of habit. The version is one
   * that the question names, as a way back is to another than the run's own.
   */
  static List<String> typed(String question, Context run, Frame frame) {
    Symbol.Environment environment = frame.environment();
    if (environment == null || !environment.isProtected()) {
      return List.of();
    }
    List<String> given = new ArrayList<>();
    for (Symbol.Param parameter : run.runbook.parameters()) {
      if (run.parameter(parameter.name()) instanceof Value.Ver version) {
        given.add(Show.text(version));
      }
    }
    List<String> named = versions(question);
    List<String> words = new ArrayList<>(given);
    if (!named.isEmpty()) {
      words.retainAll(named);
      if (words.isEmpty()) {
        words.addAll(named);
      }
    }
    words.add(environment.name());
    return words;
  }

  private static List<String> versions(String text) {
    return WORD.matcher(text)
        .results()
        .flatMap(word -> Version.parse(word.group()).stream())
        .map(Version::spelling)
        .distinct()
        .toList();
  }

  private static boolean isAround(Block body, Statement.Confirm confirm) {
    return body.span().offset() <= confirm.span().offset()
        && confirm.span().end() <= body.span().end();
  }

  /** Every change behind a confirm, in a reader's words. */
  static List<String> lets(Statement.Confirm confirm, Context run, Frame frame) {
    return around(confirm, frame).stream()
        .flatMap(body -> behind(confirm, body, run).stream())
        .map(statement -> words(statement, run, frame))
        .distinct()
        .toList();
  }

  private static List<Block> around(Statement.Confirm confirm, Frame frame) {
    return bodies(frame.module()).stream().filter(body -> isAround(body, confirm)).toList();
  }

  /** A confirm guards the body in which it stands, and that may be of another file. */
  private static List<Block> bodies(Module module) {
    return module.declared().stream().map(Guarded::body).filter(Objects::nonNull).toList();
  }

  private static @Nullable Block body(Symbol symbol) {
    return switch (symbol) {
      case Symbol.Runbook runbook -> runbook.syntax().body();
      case Symbol.Procedure procedure -> procedure.syntax().body();
      case Symbol.Component component -> {
        var deploy = component.syntax().deploy();
        yield deploy == null ? null : deploy.body();
      }
      default -> null;
    };
  }

  private static List<Statement> behind(Statement.Confirm confirm, Block body, Context run) {
    List<Statement> changes = new ArrayList<>();
    Walk.statements(
        body,
        statement -> {
          if (statement.span().offset() > confirm.span().offset() && changes(statement, run)) {
            changes.add(statement);
          }
        });
    return changes;
  }

  private static List<String> preview(Statement statement, Context run, Frame frame) {
    return switch (statement) {
      case Statement.CallStatement call -> run.previews.of(call.call(), frame);
      case Statement.Let let -> run.previews.of(let.value(), frame);
      case Statement.Temporarily change -> run.previews.of(change.change(), frame);
      default -> List.of();
    };
  }

  /** Whether it changes something outside: prompts alone do not. */
  private static boolean changes(Statement statement, Context run) {
    Expression.Call call = call(statement);
    if (call == null) {
      return statement instanceof Statement.Deploy || statement instanceof Statement.Run;
    }
    return switch (run.facts.target(call)) {
      case Facts.Target.ToAction _ -> run.effects.of(call) == Effect.CHANGE;
      case Facts.Target.ToProcedure(Symbol.Procedure procedure) -> {
        boolean[] any = {false};
        Walk.statements(
            procedure.syntax().body(), inside -> any[0] = any[0] || changes(inside, run));
        yield any[0];
      }
      case null, default -> false;
    };
  }

  private static Expression.@Nullable Call call(Statement statement) {
    Expression value =
        switch (statement) {
          case Statement.CallStatement call -> call.call();
          case Statement.Let let -> let.value();
          case Statement.Temporarily change -> change.change();
          default -> null;
        };
    return value instanceof Expression.Call call ? call : null;
  }

  /** As it is called in the record. */
  private static String does(Statement statement, Context run) {
    return switch (statement) {
      case Statement.Deploy deploy ->
          (deploy.rollback() ? "rolls back " : "deploys ") + deploy.component();
      case Statement.Run nested -> "runs " + nested.runbook();
      case Statement.CallStatement call -> "does " + run.identity.segment(call);
      case Statement.Let let -> "does " + run.identity.segment(let);
      case Statement.Temporarily change -> "does for a while " + change.name().text();
      default -> "";
    };
  }

  private static String words(Statement statement, Context run, Frame frame) {
    Expression.Call call = call(statement);
    if (call != null) {
      return switch (run.facts.target(call)) {
        case Facts.Target.ToAction(Symbol.Action action) ->
            action.name().replace('-', ' ') + " (" + Wording.title(action.service()) + ")";
        case Facts.Target.ToProcedure(Symbol.Procedure procedure) ->
            title(procedure, call, run, frame);
        case null, default -> "";
      };
    }
    return switch (statement) {
      case Statement.Deploy deploy
          when run.facts.symbol(deploy) instanceof Symbol.Component component ->
          (deploy.rollback() ? "roll back " : "deploy ")
              + Wording.title(component.syntax().title(), component.name());
      case Statement.Run nested when run.facts.symbol(nested) instanceof Symbol.Runbook runbook ->
          "run " + runbook.title();
      default -> "";
    };
  }

  /** The title of a call that comes later: what is handed in by then may not be known yet. */
  private static String title(
      Symbol.Procedure procedure, Expression.Call call, Context run, Frame frame) {
    Text title = procedure.syntax().title();
    if (title == null) {
      return procedure.name();
    }
    Frame inside = frame.body(procedure, procedure.module());
    List<Value> arguments = run.expressions.arguments(call, procedure.parameters(), frame);
    for (Symbol.Param parameter : procedure.parameters()) {
      Value argument = arguments.get(parameter.index());
      Value known =
          argument instanceof Value.Inconclusive
              ? new Value.Unknown(parameter.type(), parameter.name())
              : argument;
      inside.values().put(parameter.name(), known);
    }
    return run.expressions.words(title, inside);
  }
}
