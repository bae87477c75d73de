package dev.runbook.evaluate;

import dev.runbook.check.Facts;
import dev.runbook.check.Symbol;
import dev.runbook.door.Services;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Part;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a change would do, in the words of the command that tells: for whoever is to agree to it,
 * and in the record in front of it. It decides nothing, so one that fails only says so.
 */
final class Previews {

  private static final int MOST_LINES = 20;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Context run;

  Previews(Context run) {
    this.run = run;
  }

  /** Puts into the record what a change would do that comes next. */
  void tell(Symbol.Action action, Frame frame, Frame inside) {
    for (String line : of(action, frame, inside)) {
      run.journal.tell(new Event.Noted(frame.path(), line, run.door.now()));
    }
  }

  /**
   * Of a change that comes later; nothing where its arguments are not known yet, or where it was
   * agreed to in an earlier process.
   */
  List<String> of(Expression change, Frame frame) {
    if (!(change instanceof Expression.Call call)
        || !(run.facts.target(call) instanceof Facts.Target.ToAction(Symbol.Action action))
        || action.syntax().part(ActionPart.Preview.class) == null
        || run.journal.hasPast(frame.path())) {
      return List.of();
    }
    try {
      List<Value> arguments = run.expressions.arguments(call, action.parameters(), frame);
      return of(action, frame, Actions.inside(action, arguments, frame));
    } catch (Unwind notYet) {
      return List.of();
    }
  }

  private List<String> of(Symbol.Action action, Frame frame, Frame inside) {
    ActionPart.Preview preview = action.syntax().part(ActionPart.Preview.class);
    if (preview == null || !isKnown(preview, inside)) {
      return List.of();
    }
    String name = action.qualifiedName();
    if (!run.door.services().isConnected("shell")) {
      return List.of("What " + name + " would do is not known: no shell is connected.");
    }
    try {
      Value told = run.actions.previewed(attempt(action, preview, frame, inside));
      return told instanceof Value.Text(String text) ? lines(name, text) : List.of();
    } catch (ServiceFailure failure) {
      return List.of("What " + name + " would do is not known: " + failure.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private boolean isKnown(ActionPart.Preview preview, Frame inside) {
    return preview.command().parts().stream()
        .filter(Part.Hole.class::isInstance)
        .map(part -> run.expressions.evaluate(((Part.Hole) part).value(), inside))
        .noneMatch(value -> value instanceof Value.Inconclusive || value instanceof Value.Unknown);
  }

  private Services.Attempt attempt(
      Symbol.Action action, ActionPart.Preview preview, Frame frame, Frame inside) {
    Map<String, Value> arguments = new LinkedHashMap<>();
    action
        .parameters()
        .forEach(
            parameter -> arguments.put(parameter.name(), inside.values().get(parameter.name())));
    return new Services.Attempt(
        new Call(action.service().name(), action.name(), arguments, ""),
        false,
        frame::path,
        null,
        Basic.TEXT,
        LIMIT,
        Commands.of(preview.command(), "text", action.syntax(), inside, run.expressions),
        seen -> {});
  }

  private static List<String> lines(String name, String text) {
    List<String> lines = new ArrayList<>();
    lines.add("What " + name + " would do:");
    List<String> all = text.strip().lines().toList();
    all.stream().limit(MOST_LINES).map(line -> "| " + line).forEach(lines::add);
    if (all.size() > MOST_LINES) {
      lines.add("| and " + (all.size() - MOST_LINES) + " lines more");
    }
    return lines;
  }
}
