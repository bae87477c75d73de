package dev.runbook.rehearsal;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.Departure;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.evaluate.ProgramTypes;
import dev.runbook.evaluate.Result;
import dev.runbook.journal.Event;
import dev.runbook.stdlib.sandbox.Fault;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One runbook, rehearsed in every world in which one thing goes wrong.
 *
 * @param worlds where each world comes from, by the faults that it plays
 */
public record Exploration(
    Program program,
    Symbol.Runbook runbook,
    Symbol.@Nullable Environment environment,
    Map<String, Value> parameters,
    ZoneId zone,
    Instant begins,
    Worlds worlds) {

  /** Makes the worlds. */
  public interface Worlds {
    Sandbox open(BoundedTimeline clock, List<Fault> faults);

    Setting.Connected connect(Sandbox sandbox, BoundedTimeline clock, Mortal mortal);
  }

  /** The world in which nothing goes wrong, and what could. */
  public record Start(
      World world, List<Disturbance> others, Map<String, Map<String, String>> faults) {
    public Start {
      others = List.copyOf(others);
    }
  }

  public Start start() {
    Play play = new Play(new Disturbance.Nothing());
    World world = play.run();
    List<Disturbance> others = new ArrayList<>();
    for (int moment = 1; moment <= world.moments(); moment++) {
      others.add(new Disturbance.Kill(moment));
    }
    for (int question = 1; question <= play.troubled.questions(); question++) {
      others.add(new Disturbance.No(question));
      others.add(new Disturbance.Silence(question));
    }
    for (int wait = 1; wait <= play.troubled.waits(); wait++) {
      others.add(new Disturbance.Blind(wait));
    }
    return new Start(world, others, play.faults);
  }

  /** One world. */
  public World world(Disturbance disturbance) {
    return new Play(disturbance).run();
  }

  private final class Play {
    private final Disturbance disturbance;
    private final Troubled troubled;
    private final BoundedTimeline timeline = new BoundedTimeline(begins);
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> delivered = new ArrayList<>();
    private Map<String, Map<String, String>> faults = Map.of();

    Play(Disturbance disturbance) {
      this.disturbance = disturbance;
      this.troubled = new Troubled(disturbance);
    }

    World run() {
      List<Fault> asked =
          disturbance instanceof Disturbance.Faulty(Fault fault) ? List.of(fault) : List.of();
      try (Sandbox sandbox = worlds.open(timeline, asked)) {
        faults = sandbox.faults();
        Mortal first = new Mortal(List.of());
        if (disturbance instanceof Disturbance.Kill(int moment)) {
          first.endingAt(moment);
        }
        String reason = "";
        Result result = null;
        try {
          result = process(first, sandbox);
          if (result == null) {
            Mortal second = new Mortal(first.record());
            result = process(second, sandbox);
          }
        } catch (RuntimeException bug) {
          reason = "a mistake of the program: " + bug;
        }
        boolean struck =
            asked.isEmpty()
                ? !(disturbance instanceof Disturbance.No
                        || disturbance instanceof Disturbance.Silence)
                    || !troubled.met().isEmpty()
                : sandbox.waitingFaults().isEmpty();
        return new World(
            disturbance,
            cause(first),
            struck,
            result == null || timeline.isOver() ? null : result.outcome(),
            result == null ? reason : result.reason(),
            result == null ? List.of() : result.standing(),
            delivered,
            events,
            first.moments());
      }
    }

    private String cause(Mortal first) {
      return switch (disturbance) {
        case Disturbance.Nothing _ -> "";
        case Disturbance.Kill _ -> "the process ends " + first.end() + ", and another one goes on";
        case Disturbance.Faulty(Fault fault) ->
            fault.service()
                + ":"
                + fault.name()
                + "@"
                + fault.occasion()
                + ", "
                + faults.getOrDefault(fault.service(), Map.of()).getOrDefault(fault.name(), "");
        case Disturbance.No _, Disturbance.Silence _, Disturbance.Blind _ -> troubled.met();
      };
    }

    private @Nullable Result process(Mortal mortal, Sandbox sandbox) {
      try (Setting.Connected services = worlds.connect(sandbox, timeline, mortal)) {
        Door door =
            new Door(troubled.services(services), troubled.people(), timeline, this::saw, false);
        return Evaluator.run(
            program,
            runbook,
            parameters,
            environment,
            mortal.door(door, new ProgramTypes(program)));
      } catch (Departure cutOff) {
        return null;
      } finally {
        delivered.addAll(mortal.delivered());
      }
    }

    private void saw(Event event) {
      events.add(event);
      troubled.saw(event);
    }
  }
}
