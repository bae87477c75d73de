package dev.runbook.dry;

import dev.runbook.check.Facts;
import dev.runbook.check.Module;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.check.Walk;
import dev.runbook.plan.Words;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Part;
import dev.runbook.syntax.Rule;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.Text;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A safety rule in a reader's words. */
final class RuleWords {

  private final Program program;
  private final Module module;

  RuleWords(Program program, Module module) {
    this.program = program;
    this.module = module;
  }

  Words of(Rule rule) {
    String words =
        switch (rule) {
          case Rule.NeverBefore never ->
              "never " + happens(never.what()) + " before " + happens(never.before());
          case Rule.AtMost most ->
              happens(most.what())
                  + " at most "
                  + (source(most.times()).equals("1") ? "once" : source(most.times()) + " times")
                  + (most.per() == null ? "" : " for each " + source(most.per()));
          case Rule.Bad _ -> "";
        };
    return new Words.Builder().say(new Value.Text(words)).build();
  }

  private String happens(Expression what) {
    Expression callee = what instanceof Expression.Call call ? call.target() : what;
    return switch (program.facts().meaning(callee)) {
      case Facts.Meaning.Declared(Symbol.Action action) -> action(action, what);
      case Facts.Meaning.NamedStatement(String path) -> named(path);
      case null, default -> source(what);
    };
  }

  private String action(Symbol.Action action, Expression what) {
    Symbol.Service service = action.service();
    List<String> arguments = new ArrayList<>();
    if (what instanceof Expression.Call call) {
      call.arguments().forEach(argument -> arguments.add(shown(argument.value())));
    }
    return action.name().replace('-', ' ')
        + " ("
        + Declared.title(service.syntax().title(), service.name())
        + (arguments.isEmpty() ? "" : ": " + String.join(", ", arguments))
        + ")";
  }

  private String shown(Expression value) {
    return value instanceof Expression.TextLiteral literal && literal.text().isPlain()
        ? literal.text().plain()
        : source(value);
  }

  /** A statement by its title, and by whose it is where it is not the runbook's own. */
  private String named(String path) {
    int dot = path.indexOf('.');
    String owner = dot < 0 ? "" : path.substring(0, dot);
    String name = path.substring(dot + 1);
    for (Module each : program.modules()) {
      for (Symbol symbol : each.declared()) {
        boolean own =
            owner.isEmpty()
                ? symbol instanceof Symbol.Runbook && each == module
                : symbol.name().equals(owner);
        Block body = own ? body(symbol) : null;
        String title = body == null ? "" : title(body, name, each);
        if (!title.isEmpty()) {
          return "“"
              + title
              + "”"
              + (symbol instanceof Symbol.Component component
                  ? " of " + Declared.title(component.syntax().title(), owner)
                  : "");
        }
      }
    }
    return path;
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

  private static String title(Block body, String name, Module module) {
    String[] found = {""};
    Walk.statements(
        body,
        statement -> {
          switch (statement) {
            case Statement.Step step when is(step.name(), name) ->
                found[0] = step.title() == null ? name : words(step.title(), module);
            case Statement.Watch watch when is(watch.name(), name) ->
                found[0] = words(watch.title(), module);
            case Statement.Confirm confirm when is(confirm.name(), name) ->
                found[0] = words(confirm.question(), module);
            case Statement.Do work when is(work.name(), name) ->
                found[0] = words(work.work(), module);
            default -> {}
          }
        });
    return found[0];
  }

  private static String words(Text text, Module module) {
    StringBuilder words = new StringBuilder();
    for (Part part : text.parts()) {
      words.append(
          switch (part) {
            case Part.Chars chars -> chars.value();
            case Part.Hole hole -> "<" + module.source().text(hole.value().span()) + ">";
          });
    }
    return words.toString();
  }

  private static boolean is(@Nullable Name name, String wanted) {
    return name != null && name.text().equals(wanted);
  }

  private String source(Expression expression) {
    return module.source().text(expression.span()).replaceAll("\\s+", " ");
  }
}
