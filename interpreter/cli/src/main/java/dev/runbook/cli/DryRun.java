package dev.runbook.cli;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.door.VirtualTimeline;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Prompt;
import dev.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run may ask and call, found without reaching any service: every branch is gone through
 * once, and what a service would say is not known.
 */
final class DryRun {

  private final List<Prompt> prompts = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();

  static DryRun of(
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment) {
    DryRun dry = new DryRun();
    Evaluator.run(program, runbook, parameters, environment, dry.door());
    return dry;
  }

  List<Prompt> prompts() {
    return prompts;
  }

  /** Some of their arguments may be unknown. */
  List<Call> calls() {
    return calls;
  }

  Door door() {
    return new Door(
        new UnknownServices(),
        new Agreeing(),
        new VirtualTimeline(Instant.EPOCH),
        this::note,
        true);
  }

  private void note(Event event) {
    if (event instanceof Event.Intent intent) {
      calls.add(intent.call());
    } else if (event instanceof Event.Read read) {
      calls.add(read.call());
    }
  }

  private final class Agreeing implements People {

    @Override
    public Answer ask(Prompt prompt) {
      if (prompt.kind() != Prompt.Kind.UNDO) {
        prompts.add(prompt);
      }
      Value value = prompt.type() == null ? null : new Value.Unknown(prompt.type(), prompt.text());
      return new Answer(Answer.Choice.YES, value, "", false, "");
    }

    @Override
    public boolean attended() {
      return false;
    }
  }

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
