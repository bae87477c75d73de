package dev.runbook.dry;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.evaluate.Result;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Past;
import dev.runbook.journal.Prompt;
import dev.runbook.journal.UndoStack;
import dev.runbook.plan.Assembly;
import dev.runbook.plan.Node;
import dev.runbook.plan.Plan;
import dev.runbook.plan.Progress;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run may ask, call and do: every branch that is not decided is gone through once, and
 * nothing is changed.
 */
public final class DryRun {

  private final List<Prompt> prompts = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final Assembly assembly = new Assembly();

  private DryRun() {}

  /** Without reaching any service: what it would say is not known. */
  public static DryRun of(
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> parameters,
      Symbol.@Nullable Environment environment) {
    DryRun dry = new DryRun();
    Evaluator.run(program, runbook, parameters, environment, dry.door(new UnknownServices()));
    return dry;
  }

  /**
   * The plan of one run: its parameters are those that were given, their defaults, and for the rest
   * what is not known.
   *
   * @param services asked for what they can read; null: none is asked
   * @param failed is told what could not be read
   */
  public static Plan plan(
      Program program,
      Symbol.Runbook runbook,
      Map<String, Value> given,
      Symbol.@Nullable Environment environment,
      @Nullable Services services,
      Consumer<String> failed) {
    DryRun dry = new DryRun();
    Map<String, Value> parameters = known(runbook, given);
    Services asked =
        services == null ? new UnknownServices() : new ReadingServices(services, failed);
    Result result = Evaluator.run(program, runbook, parameters, environment, dry.door(asked));
    return Declared.runbook(program, runbook, environment, given, dry.nodes(), ends(result));
  }

  /** The plan of every run: none of its parameters is known. */
  public static Plan document(
      Program program, Symbol.Runbook runbook, Symbol.@Nullable Environment environment) {
    Map<String, Value> parameters = new LinkedHashMap<>();
    for (Symbol.Param parameter : runbook.parameters()) {
      String byDefault = Declared.byDefault(parameter);
      String label =
          byDefault == null || byDefault.equals("none")
              ? parameter.name()
              : parameter.name() + " = " + byDefault;
      parameters.put(parameter.name(), new Value.Unknown(parameter.type(), label));
    }
    DryRun dry = new DryRun();
    Result result =
        Evaluator.run(program, runbook, parameters, environment, dry.door(new UnknownServices()));
    return Declared.runbook(program, runbook, environment, Map.of(), dry.nodes(), ends(result));
  }

  /**
   * What remains of a run: what its record holds is known, and goes the way that it went.
   *
   * @param run its name
   * @param text by which its text is known again
   * @param facts what the page says of the run itself
   * @throws dev.runbook.door.Departure if the text does not fit what was done
   */
  public static Plan rest(
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      List<Event.Durable> record,
      String run,
      String text,
      List<String> facts) {
    DryRun dry = new DryRun();
    Door usual = dry.door(new UnknownServices());
    Past past = new Past(record);
    Door door =
        new Door(
            usual.services(),
            usual.people(),
            usual.timeline(),
            usual.sink(),
            true,
            past,
            usual.origin());
    Result result = Evaluator.run(program, runbook, Map.of(), environment, door);
    // Where the run was interrupted, so was this; and it is only a page.
    boolean _ = Thread.interrupted();
    Map<String, Value> given =
        record.getFirst() instanceof Event.Began began ? began.parameters() : Map.of();
    Plan plan = Declared.runbook(program, runbook, environment, given, dry.nodes(), ends(result));
    return plan.of(new Progress(run, text, facts, Marks.of(record), UndoStack.of(record).words()));
  }

  private static String ends(Result result) {
    return result.outcome() == Outcome.DONE
        ? ""
        : result.outcome().words() + ": " + result.reason();
  }

  /** What a file declares that has no runbook. */
  public static Plan declarations(Program program) {
    return Declared.file(program);
  }

  /** Whether the parameters are refused, see {@link Evaluator#refused}. */
  public static @Nullable Result refused(
      Program program, Symbol.Runbook runbook, Map<String, Value> parameters) {
    return Evaluator.refused(
        program, runbook, parameters, new DryRun().door(new UnknownServices()));
  }

  /** What is not given and has no default is not known, and so are the values that come of it. */
  public static Map<String, Value> known(Symbol.Runbook runbook, Map<String, Value> given) {
    Map<String, Value> values = new LinkedHashMap<>(given);
    for (Symbol.Param parameter : runbook.parameters()) {
      if (parameter.isRequired()) {
        values.putIfAbsent(parameter.name(), new Value.Unknown(parameter.type(), parameter.name()));
      }
    }
    return values;
  }

  public List<Prompt> prompts() {
    return prompts;
  }

  /** Some of their arguments may be unknown. */
  public List<Call> calls() {
    return calls;
  }

  private List<Node> nodes() {
    return assembly.nodes();
  }

  private Door door(Services services) {
    return new Door(services, new Agreeing(), new StillTimeline(), this::note, true);
  }

  private void note(Event event) {
    switch (event) {
      case Event.Intent intent -> calls.add(intent.call());
      case Event.Read read -> calls.add(read.call());
      case Event.Planned planned -> assembly.add(planned.edge(), planned.part());
      default -> {}
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
}
