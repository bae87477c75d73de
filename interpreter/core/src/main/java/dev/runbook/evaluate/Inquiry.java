package dev.runbook.evaluate;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.journal.UndoStack;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Node;
import dev.runbook.syntax.Text;
import dev.runbook.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test says, evaluated beside the run that it speaks of: its values, its conditions, and the
 * actions that it names. A condition may look at the world, by the same door as the run.
 */
public final class Inquiry {

  private final Context run;
  private final Frame frame;

  /**
   * @param environment of the run; null for one that needs none
   */
  public Inquiry(
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      Door door) {
    Text zone = runbook.syntax().zone();
    this.run =
        new Context(
            program,
            runbook,
            door,
            Door.zone(zone == null ? "" : zone.plain()),
            door.now(),
            Map.of(),
            new UndoStack());
    this.frame = Frame.of(program.main(), "", environment, new Guards(null));
  }

  /** A name that the test may use, such as the outcome. */
  public Inquiry know(String name, Value value) {
    frame.values().put(name, value);
    return this;
  }

  public Value value(Expression expression) {
    return run.expressions.evaluate(expression, frame);
  }

  public String words(Text text) {
    return run.expressions.words(text, frame);
  }

  /** The action that is meant; null where a statement is. */
  public @Nullable CallPattern pattern(Expression expression) {
    return CallPattern.of(expression, run, frame);
  }

  /**
   * The arguments of a call, event or run by the names of its parameters; one whose default is
   * taken is left out.
   */
  public Map<String, Value> arguments(Node call, Iterable<Symbol.Param> parameters) {
    Map<String, Value> arguments = new LinkedHashMap<>();
    var given = run.facts.arguments(call);
    for (Symbol.Param parameter : parameters) {
      var argument = given.get(parameter.index());
      if (argument != null) {
        arguments.put(parameter.name(), value(argument.value()));
      }
    }
    return arguments;
  }

  /**
   * What a condition comes to.
   *
   * @param parts the values in it, for people
   */
  public record Finding(Value value, String parts) {}

  public Finding judge(Expression condition) {
    Evidence seen = Evidence.of(condition, frame, run);
    return new Finding(seen.value(), seen.parts());
  }
}
