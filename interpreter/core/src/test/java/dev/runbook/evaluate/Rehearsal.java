package dev.runbook.evaluate;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Sources;
import dev.runbook.check.Symbol;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.door.Timeline;
import dev.runbook.door.VirtualTimeline;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Past;
import dev.runbook.source.Source;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** A runbook on a clock of its own, with services and people that follow a script. */
final class Rehearsal {

  /** A Thursday. */
  static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

  /** What most of the texts need: two teams, two environments, a service. */
  static final String WORLD =
      """
      team ops "Operations" { contact "https://ops.example/" }
      team sre "Reliability" { contact "https://sre.example/" }
      escalation ladder {
        first ops up to 15m
        then sre up to 30m
      }
      environment prod "Production" {
        protected
        guarded by ops
        url = "https://prod.example/"
      }
      environment stage "Stage" { url = "https://stage.example/" }
      service lamp "Lamps" {
        read level(name: text): number up to 30s {
          by hand "Read the level of ${name}."
        }
        read burning(name: text): bool up to 30s {
          by hand "Look whether ${name} burns."
        }
        change set(name: text, to: number) up to 5m {
          by hand "Turn ${name} to ${to}."
          before old = level(name)
          observe => level(name) is to
          undo => set(name, old)
        }
        change light(name: text) up to 5m {
          by hand "Light ${name}."
          observe => burning(name)
          undo => quench(name)
        }
        change quench(name: text) up to 5m {
          by hand "Quench ${name}."
          no undo because "it can be lit again"
        }
        change smash(name: text) up to 5m {
          by hand "Smash ${name}."
          irreversible because "glass does not grow"
        }
        notice call(words: text) up to 1m {
          by hand "Call out: ${words}"
        }
      }
      """;

  static final Sources NO_SOURCES = new NoSources();

  final ScriptedServices services = new ScriptedServices();
  final ScriptedPeople people = new ScriptedPeople();
  final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  Timeline timeline = new VirtualTimeline(START);
  boolean dry;
  private final Program program;
  private final Map<String, Value> parameters = new HashMap<>();
  private @Nullable Result result;

  private Rehearsal(Program program) {
    this.program = program;
  }

  /** A text that stands in the usual world. */
  static Rehearsal of(String text) {
    return alone(WORLD + text);
  }

  /** A runbook that is nothing but these statements, where nothing is protected. */
  static Rehearsal body(String statements) {
    return of("runbook r in stage {\n" + statements + "\n}\n");
  }

  /** A text that has everything it needs. */
  static Rehearsal alone(String text) {
    Checker.Checked checked = Checker.check(new Source("test.rb4", text), NO_SOURCES);
    Assertions.assertThat(checked.diagnostics())
        .as("%s", TextRenderer.render(checked.diagnostics()))
        .isEmpty();
    return new Rehearsal(Objects.requireNonNull(checked.program()));
  }

  Rehearsal at(String moment) {
    timeline = new VirtualTimeline(Instant.parse(moment));
    return this;
  }

  Rehearsal with(String parameter, Value value) {
    parameters.put(parameter, value);
    return this;
  }

  Result run() {
    Symbol.Runbook runbook = program.runbooks().getLast();
    return runIn(runbook.environments().isEmpty() ? null : runbook.environments().getFirst());
  }

  /** Runs it where it was not checked for, as a door that trusts nobody must be able to meet. */
  Result runIn(String environment) {
    return runIn(
        program.modules().stream()
            .flatMap(module -> module.declared().stream())
            .filter(symbol -> symbol.name().equals(environment))
            .map(Symbol.Environment.class::cast)
            .findFirst()
            .orElseThrow());
  }

  private Result runIn(Symbol.@Nullable Environment environment) {
    people.on(timeline);
    Door door = new Door(services, people, timeline, events::add, dry);
    result = Evaluator.run(program, program.runbooks().getLast(), parameters, environment, door);
    return result;
  }

  /** What was done so far is rolled back by another process, which has its record. */
  Result rollBack(String by) {
    List<Event.Durable> record = events(Event.Durable.class);
    Symbol.Runbook runbook = program.runbooks().getLast();
    people.on(timeline);
    Door door =
        new Door(services, people, timeline, events::add, false, new Past(record), Origin.UNSAID);
    result = Evaluator.rollBack(program, runbook, runbook.environments().getFirst(), door, by);
    return result;
  }

  Outcome outcome() {
    return Objects.requireNonNull(result).outcome();
  }

  Duration elapsed() {
    return Duration.between(START, timeline.now());
  }

  List<String> story() {
    synchronized (events) {
      return events.stream().map(Story::line).filter(Objects::nonNull).toList();
    }
  }

  /** The lines of the story that begin so, without that beginning. */
  List<String> story(String beginning) {
    return story().stream()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()))
        .toList();
  }

  /** What the runbook put down as evidence: the marks by which a test sees where it came. */
  List<String> marks() {
    return story("evidence ");
  }

  <E extends Event> List<E> events(Class<E> type) {
    synchronized (events) {
      return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
  }

  private static final class NoSources implements Sources {
    @Override
    public @Nullable Found imported(String path, Source from) {
      return null;
    }

    @Override
    public @Nullable Source service(String name) {
      return null;
    }

    @Override
    public Collection<String> services() {
      return List.of();
    }
  }
}
