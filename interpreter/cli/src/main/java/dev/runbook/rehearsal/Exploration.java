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
import dev.runbook.stdlib.sandbox.Faults;
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
 * One runbook, rehearsed in every world in which one thing goes wrong, or two.
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
    Sandbox open(BoundedTimeline clock, Faults faults);

    Setting.Connected connect(Sandbox sandbox, BoundedTimeline clock, Mortal mortal);
  }

  /** The world in which nothing goes wrong, and what could. */
  public record Start(World world, List<Disturbance> others) {
    public Start {
      others = List.copyOf(others);
    }
  }

  public Start start() {
    Play play = new Play(List.of());
    World world = play.run(Faults.counted());
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
    play.occasions.forEach(fault -> others.add(new Disturbance.Faulty(fault)));
    return new Start(world, others);
  }

  /** One world. */
  public World world(Disturbance... disturbances) {
    Play play = new Play(List.of(disturbances));
    return play.run(new Faults(play.asked()));
  }

  private final class Play {
    private final List<Disturbance> disturbances;
    private final Troubled troubled;
    private final BoundedTimeline timeline = new BoundedTimeline(begins);
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> delivered = new ArrayList<>();
    private Map<String, Map<String, String>> faults = Map.of();
    private List<Fault> occasions = List.of();

    Play(List<Disturbance> disturbances) {
      this.disturbances = disturbances;
      this.troubled = new Troubled(disturbances);
    }

    List<Fault> asked() {
      return disturbances.stream()
          .filter(Disturbance.Faulty.class::isInstance)
          .map(one -> ((Disturbance.Faulty) one).fault())
          .toList();
    }

    World run(Faults wrong) {
      List<Fault> asked = asked();
      try (Sandbox sandbox = worlds.open(timeline, wrong)) {
        faults = sandbox.faults();
        List<Integer> kills = kills();
        List<String> ends = new ArrayList<>();
        Mortal process = new Mortal(List.of());
        int moments = 0;
        String reason = "";
        Result result = null;
        try {
          for (int kill = 0; result == null && kill <= kills.size(); kill++) {
            process = new Mortal(process.record());
            if (kill < kills.size()) {
              process.endingAt(kills.get(kill));
            }
            result = process(process, sandbox);
            moments = kill == 0 ? process.moments() : moments;
            if (result == null) {
              ends.add("the process ends " + process.end() + ", and another one goes on");
            }
          }
        } catch (RuntimeException bug) {
          reason = "a mistake of the program: " + bug;
        }
        occasions = sandbox.occasions();
        List<String> causes = new ArrayList<>(ends);
        asked.forEach(fault -> causes.add(cause(fault)));
        causes.addAll(troubled.met());
        boolean struck =
            sandbox.waitingFaults().isEmpty()
                && ends.size() + asked.size() + troubled.met().size() >= disturbances.size();
        return new World(
            disturbances,
            String.join("; and ", causes),
            struck,
            result == null || timeline.isOver() ? null : result.outcome(),
            result == null ? reason : result.reason(),
            result == null ? List.of() : result.standing(),
            delivered,
            events,
            moments);
      }
    }

    /** Each counts the moments of its own process. */
    private List<Integer> kills() {
      return disturbances.stream()
          .filter(Disturbance.Kill.class::isInstance)
          .map(one -> ((Disturbance.Kill) one).moment())
          .toList();
    }

    private String cause(Fault fault) {
      String name = fault.service() + ":" + fault.name();
      return name
          + "@"
          + fault.occasion()
          + ", "
          + faults.getOrDefault(fault.service(), Map.of()).getOrDefault(fault.name(), "");
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
