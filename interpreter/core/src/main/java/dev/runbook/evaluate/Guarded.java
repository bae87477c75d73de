package dev.runbook.evaluate;

import dev.runbook.check.Effect;
import dev.runbook.check.Module;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.spi.Version;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    details.addAll(lets(confirm, run, frame));
    for (Block body : bodies(frame.module())) {
      if (isAround(body, confirm)) {
        details.addAll(new Barriers(run).behind(confirm, body));
      }
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

  /** Every change behind a confirm. */
  static List<String> lets(Statement.Confirm confirm, Context run, Frame frame) {
    List<String> changes = new ArrayList<>();
    for (Block body : bodies(frame.module())) {
      if (isAround(body, confirm)) {
        behind(confirm, body, run, frame, changes);
      }
    }
    return changes;
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

  private static void behind(
      Statement.Confirm confirm, Block body, Context run, Frame frame, List<String> details) {
    Walk.statements(
        body,
        statement -> {
          boolean behind = statement.span().offset() > confirm.span().offset();
          String what = behind ? change(statement, run) : "";
          if (!what.isEmpty() && !details.contains(what)) {
            details.add(what);
            details.addAll(preview(statement, run, frame));
          }
        });
  }

  private static List<String> preview(Statement statement, Context run, Frame frame) {
    return switch (statement) {
      case Statement.CallStatement call -> run.previews.of(call.call(), frame);
      case Statement.Let let -> run.previews.of(let.value(), frame);
      default -> List.of();
    };
  }

  private static String change(Statement statement, Context run) {
    return switch (statement) {
      case Statement.Deploy deploy ->
          (deploy.rollback() ? "rolls back " : "deploys ") + deploy.component();
      case Statement.Run nested -> "runs " + nested.runbook();
      case Statement.CallStatement call when run.effects.of(call.call()) == Effect.CHANGE ->
          "does " + run.identity.segment(call);
      case Statement.Let let when run.effects.of(let.value()) == Effect.CHANGE ->
          "does " + run.identity.segment(let);
      default -> "";
    };
  }
}
