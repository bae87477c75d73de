package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.door.VirtualTimeline;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Prompt;
import dev.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run may ask, found by a dry run: no service is reached, and every branch is gone through
 * once.
 */
final class Questions {

  private Questions() {}

  static List<Prompt> of(
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment) {
    List<Prompt> asked = new ArrayList<>();
    Evaluator.run(program, runbook, parameters, environment, door(asked));
    return asked;
  }

  static Door door(List<Prompt> asked) {
    People people =
        new People() {
          @Override
          public Answer ask(Prompt prompt) {
            if (prompt.kind() != Prompt.Kind.UNDO) {
              asked.add(prompt);
            }
            Value value =
                prompt.type() == null ? null : new Value.Unknown(prompt.type(), prompt.text());
            return new Answer(Answer.Choice.YES, value, "", false, "");
          }

          @Override
          public boolean attended() {
            return false;
          }
        };
    return new Door(
        new UnknownServices(), people, new VirtualTimeline(Instant.EPOCH), event -> {}, true);
  }

  /** Services that are not asked: what they would say is not known. */
  private static final class UnknownServices implements Services {
    @Override
    public boolean isConnected(String service) {
      return true;
    }

    @Override
    public Value perform(Attempt attempt) {
      return new Value.Unknown(attempt.result(), attempt.call().qualifiedName());
    }
  }
}
