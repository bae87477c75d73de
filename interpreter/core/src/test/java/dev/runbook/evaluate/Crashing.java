package dev.runbook.evaluate;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.Departure;
import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.door.Timeline;
import dev.runbook.door.VirtualTimeline;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Past;
import dev.runbook.journal.Prompt;
import dev.runbook.journal.WireForm;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A world of lamps, and processes that are cut off at any moment and started again. What was
 * recorded before the cut is all that the next process has.
 */
final class Crashing {

  private static final Set<String> REFUSED =
      Set.of("broken", "stuck", "dark", "gone", "bad", "worse");

  /** Changes in their order, and what burns. */
  final List<String> done = Collections.synchronizedList(new ArrayList<>());

  final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  final List<Prompt> prompts = Collections.synchronizedList(new ArrayList<>());
  final List<String> record = Collections.synchronizedList(new ArrayList<>());
  final Map<String, String> levels = Collections.synchronizedMap(new TreeMap<>());

  /** What was done and is not in the record as done: what somebody who looks would see. */
  private final Set<String> unsettled = Collections.synchronizedSet(new HashSet<>());

  /** What keeps a program from surviving, to see that it is seen. */
  enum Flaw {
    NONE,
    /** Looking for what may have happened never finds it. */
    NO_LOOKUP,
    /** The intent is written with its outcome, when the change is made. */
    INTENT_AFTER_CHANGE,
    /** What was written last is not on the disk yet. */
    NO_SYNC
  }

  Flaw flaw = Flaw.NONE;
  private final List<Event.Durable> unwritten = new ArrayList<>();

  private final Program program;
  private final Timeline timeline = new VirtualTimeline(Rehearsal.START);
  private final Map<String, Answer> answers;
  private final Map<String, List<Answer>> turns;
  boolean attended = true;

  /** Whether the next wait is interrupted, as by a Ctrl-C. */
  boolean interrupting;

  Pacer pacer = Pacer.NONE;
  private int moments;
  private int cutAt = Integer.MAX_VALUE;
  private volatile boolean dead;

  /** Nothing fails for good. */
  Crashing(Program program, Map<String, Answer> answers) {
    this(program, answers, Map.of());
  }

  /**
   * @param answers by the kind of the question
   * @param turns by the kind and the text of one, in the order in which it is asked at its places;
   *     the last of them for good
   */
  Crashing(Program program, Map<String, Answer> answers, Map<String, List<Answer>> turns) {
    this.program = program;
    this.answers = answers;
    this.turns = turns;
  }

  /** How many moments there were at which it could have been cut off. */
  int moments() {
    return moments;
  }

  /** Null where it was cut off. */
  @Nullable Result run(int cut) {
    moments = 0;
    cutAt = cut;
    dead = false;
    unwritten.clear();
    Symbol.Runbook runbook = program.runbooks().getLast();
    Symbol.Environment environment = runbook.environments().getFirst();
    try {
      return Evaluator.run(program, runbook, Map.of(), environment, door());
    } catch (Departure cutOff) {
      return null;
    }
  }

  /** Somebody does it by hand, who looks first where it may have been done. */
  void byHand(String words) {
    if (unsettled.remove(words)) {
      return;
    }
    Matcher light = Pattern.compile("(Light|Quench) (\\w+)\\.").matcher(words);
    Matcher set = Pattern.compile("Turn (\\w+) to (\\d+)\\.").matcher(words);
    if (light.matches()) {
      boolean on = light.group(1).equals("Light");
      if (on) {
        levels.put(light.group(2), "1");
      } else {
        levels.remove(light.group(2));
      }
      done.add((on ? "light " : "quench ") + light.group(2));
    } else if (set.matches()) {
      levels.put(set.group(1), set.group(2));
      done.add("set " + set.group(1) + " " + set.group(2));
    } else {
      throw new IllegalArgumentException(words);
    }
  }

  String level(String lamp) {
    return levels.getOrDefault(lamp, "0");
  }

  void append(List<Event.Durable> events) {
    events.forEach(event -> record.add(WireForm.write(event)));
  }

  List<Event.Durable> read() {
    ProgramTypes types = new ProgramTypes(program);
    return record.stream().map(line -> WireForm.read(line, types)).toList();
  }

  private Door door() {
    return new Door(
        new Lamps(),
        new Crew(),
        new Mortal(),
        new Kept(),
        false,
        new Past(read()),
        Origin.UNSAID,
        pacer);
  }

  /** Every moment at which a process could end. */
  private synchronized void moment() {
    if (dead || ++moments == cutAt) {
      dead = true;
      throw new Departure("cut off");
    }
  }

  private final class Kept implements Event.Sink {
    @Override
    public void accept(Event event) {}

    @Override
    public void record(Event.Durable event) {
      moment();
      write(event);
      if (event instanceof Event.Settled settled) {
        unsettled.remove(settled.call().byHand());
      }
      moment();
    }
  }

  private synchronized void write(Event.Durable event) {
    if (flaw == Flaw.NO_SYNC) {
      append(unwritten);
      unwritten.clear();
    }
    unwritten.add(event);
    boolean waits = flaw == Flaw.INTENT_AFTER_CHANGE && event instanceof Event.Intent;
    if (!waits && flaw != Flaw.NO_SYNC) {
      append(unwritten);
      unwritten.clear();
    }
  }

  private final class Mortal implements Timeline {
    @Override
    public Instant now() {
      return timeline.now();
    }

    @Override
    public void sleep(Duration length) throws InterruptedException {
      moment();
      if (interrupting) {
        interrupting = false;
        throw new InterruptedException();
      }
      timeline.sleep(length);
      moment();
    }

    @Override
    public void all(List<Runnable> branches) throws InterruptedException {
      timeline.all(branches);
    }
  }

  private final class Crew implements People {
    @Override
    public Answer ask(Prompt prompt) {
      moment();
      asked.add(prompt.kind() + " " + prompt.text());
      prompts.add(prompt);
      moment();
      if (prompt.kind() == Prompt.Kind.IN_DOUBT) {
        boolean seen = unsettled.stream().anyMatch(prompt.text()::endsWith);
        return seen ? ScriptedPeople.yes("anna") : ScriptedPeople.no("anna");
      }
      List<Answer> turn = turns.get(prompt.kind() + " " + prompt.text());
      if (turn != null) {
        int again = prompt.path().contains("/again") ? prompt.path().endsWith("again") ? 1 : 2 : 0;
        return turn.get(Math.min(again, turn.size() - 1));
      }
      return answers.getOrDefault(prompt.kind().name(), ScriptedPeople.yes("anna"));
    }

    @Override
    public boolean attended() {
      return attended;
    }
  }

  private final class Lamps implements Services {
    @Override
    public boolean isConnected(String service) {
      return true;
    }

    @Override
    public Value perform(Attempt attempt) throws ServiceFailure {
      moment();
      Value answer = answer(attempt);
      if (attempt.change()) {
        unsettled.add(attempt.call().byHand());
      }
      moment();
      return answer;
    }

    private Value answer(Attempt attempt) throws ServiceFailure {
      Map<String, Value> given = attempt.call().arguments();
      String name = text(given, given.containsKey("name") ? "name" : "words");
      return switch (attempt.call().action()) {
        case "level" -> {
          String level = levels.getOrDefault(name, "0");
          yield Value.Number.of(Long.parseLong(level));
        }
        case "burning" -> Value.Bool.of(levels.containsKey(name) && flaw != Flaw.NO_LOOKUP);
        case "set" -> {
          levels.put(name, text(given, "to"));
          yield done("set " + name + " " + levels.get(name));
        }
        case "light" -> {
          if (REFUSED.contains(name)) {
            throw ServiceFailure.refused("It is broken.");
          }
          levels.put(name, "1");
          yield done("light " + name);
        }
        case "quench" -> {
          levels.remove(name);
          yield done("quench " + name);
        }
        default -> done(attempt.call().action() + " " + name);
      };
    }

    private String text(Map<String, Value> given, String name) {
      return Show.text(given.getOrDefault(name, Value.NONE));
    }

    private Value done(String what) {
      done.add(what);
      return Value.NONE;
    }
  }
}
