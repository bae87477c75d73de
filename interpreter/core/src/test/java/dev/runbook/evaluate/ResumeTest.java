package dev.runbook.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Source;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is cut off at any moment, and started again as often as it takes. */
class ResumeTest {

  /** When the process that goes on is cut off too; the last of them comes to the end. */
  private static final List<Integer> AGAIN = List.of(Integer.MAX_VALUE, 2, 7);

  private static final String BODIES =
      """
      lamp.light("hall")
      lamp.set("desk", 3)
      evidence "level" lamp.level("desk")
      ---
      step a { lamp.light("hall") }
      step b {
        let l = lamp.level("hall")
        lamp.set("x", l + 1)
      }
      ---
      for each l in ["a", "b", "c"] { lamp.light(l) as light }
      ---
      parallel { lamp.light("a"); lamp.set("b", 2); lamp.light("c") as third }
      ---
      for each l in ["a", "b", "c"] in parallel {
        step on { lamp.light(l) }
        step up { lamp.set(l, 4) }
      }
      ---
      lamp.light("a")
      wait-for lamp.burning("a") every 10s up to 5m
      lamp.set("b", 1)
      ---
      lamp.light("a")
      watch "it burns" for 2m every 30s up to 10m { check lamp.burning("a") }
      lamp.light("b") as b
      ---
      lamp.light("a")
      lamp.set("b", 2)
      fail "enough"
      ---
      step s {
        ensure { lamp.quench("a") as out }
        lamp.light("a")
        lamp.light("broken") as b
      }
      ---
      step s {
        on failed { lamp.call("help") }
        lamp.light("a")
        lamp.light("broken") as b
      }
      ---
      step s {
        on failed { recovered because "so" }
        lamp.light("broken")
      }
      lamp.light("b") as b
      ---
      retry 3 times every 1m {
        lamp.call("try")
        lamp.light("broken") as b
      }
      ---
      step t {
        let s = temporarily lamp.light("a")
        lamp.set("b", 1)
      }
      lamp.light("c") as c
      ---
      step t {
        let s = temporarily lamp.light("a")
        fail "no"
      }
      ---
      let day = today.weekday
      lamp.light("${day}")
      let n = ask "n?" as number by ops up to 1h
      lamp.set("n", n)
      ---
      step a {
        parallel {
          step x {
            lamp.light("x")
            fail "x"
          }
          step y {
            lamp.light("y")
            wait-until 15:00 up to 8h
          }
        }
      }
      ---
      lamp.call("hello")
      lamp.smash("vase")
      lamp.light("a")
      fail "done for"
      ---
      wait-for lamp.burning("a") every 1m up to 5m
      lamp.light("a")
      ---
      lamp.set("a", 2)
      lamp.light("stuck")
      lamp.set("b", 3) as b
      ---
      step s {
        ensure { lamp.quench("a") as out }
        lamp.light("dark")
      }
      lamp.light("gone") as g
      lamp.light("b") as b
      fail "so"
      ---
      lamp.light("a")
      step s {
        on failed { lamp.call("help") }
        lamp.light("bad")
      }
      ---
      lamp.light("a")
      parallel {
        step x {
          lamp.light("x")
          lamp.light("worse") as w
        }
        step y {
          lamp.light("gone")
          lamp.light("y") as y
        }
      }
      ---
      step s {
        on failed { recovered because "hours later" }
        retry 2 times every 5h { lamp.light("broken") }
      }
      lamp.light("b") as b
      lamp.light("c") as c
      ---
      let l = lamp.level("a")
      lamp.set("a", l + 1)
      lamp.set("b", l + 5) as b
      ---
      lamp.light("a")
      wait-for lamp.burning("a") every 1m up to 5m
      lamp.quench("a")
      lamp.light("b") as b
      ---
      parallel {
        step y {
          retry 2 times every 1m { lamp.light("broken") }
        }
        step x {
          lamp.light("x")
          fail "x"
        }
      }
      """;

  static List<String> bodies() {
    return Arrays.asList(BODIES.split("---\n", -1));
  }

  private static Program program(String body) {
    String text =
        Rehearsal.WORLD
            + """
            runbook r in prod {
              confirm "Begin?" by ops up to 1h
            """
            + body
            + "}\n";
    Checker.Checked checked = Checker.check(new Source("test.rb4", text), Rehearsal.NO_SOURCES);
    assertThat(checked.diagnostics())
        .as("%s", TextRenderer.render(checked.diagnostics()))
        .isEmpty();
    return Objects.requireNonNull(checked.program());
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void nothingIsLostAndNothingIsDoneTwice(String body) {
    Program program = program(body);
    Map<String, Answer> answers = new TreeMap<>();
    answers.put("ASK", ScriptedPeople.value(Value.Number.of(4)));
    answers.put("DEADLINE", ScriptedPeople.no("anna"));
    Map<String, List<Answer>> turns =
        Map.of(
            "FAILED This failed: lamp.light(name: broken)",
            List.of(ScriptedPeople.choice("fail")),
            "FAILED This failed: lamp.light(name: stuck)",
            List.of(ScriptedPeople.choice("retry"), ScriptedPeople.choice("edit")),
            "BY_HAND lamp.light: name instead of stuck",
            List.of(ScriptedPeople.value(new Value.Text("loose"))),
            "FAILED This failed: lamp.light(name: dark)",
            List.of(ScriptedPeople.choice("retry"), ScriptedPeople.choice("by-hand")),
            "FAILED This failed: lamp.light(name: gone)",
            List.of(ScriptedPeople.choice("skip", "not today")),
            "FAILED This failed: lamp.light(name: bad)",
            List.of(ScriptedPeople.choice("undo")),
            "FAILED This failed: lamp.light(name: worse)",
            List.of(ScriptedPeople.stop("anna")));
    Crashing undisturbed = new Crashing(program, answers, turns);
    Result expected = Objects.requireNonNull(undisturbed.run(Integer.MAX_VALUE));
    int moments = undisturbed.moments();
    assertThat(moments).isGreaterThan(20);
    for (int cut = 1; cut <= moments; cut++) {
      for (int again : AGAIN) {
        Crashing world = new Crashing(program, answers, turns);
        Result end = world.run(cut);
        end = end == null ? world.run(again) : end;
        end = end == null ? world.run(Integer.MAX_VALUE) : end;
        String story = "cut at " + cut + ", " + again + ":\n" + String.join("\n", world.record);
        assertThat(end).as(story).isNotNull();
        assertThat(end.outcome()).as(story).isEqualTo(expected.outcome());
        assertThat(end.reason()).as(story).isEqualTo(expected.reason());
        assertThat(end.standing()).as(story).containsExactlyElementsOf(expected.standing());
        assertThat(world.levels).as(story).isEqualTo(undisturbed.levels);
        assertThat(world.done).as(story).containsExactlyInAnyOrderElementsOf(undisturbed.done);
        assertThat(answered(world)).as(story).isEqualTo(answered(undisturbed));
        assertThat(sentAgain(world)).as(story).isEmpty();
      }
    }
  }

  /** Where it was known how a change had ended, also one that was refused. */
  private static Set<String> sentAgain(Crashing world) {
    Set<String> known = new HashSet<>();
    Set<String> again = new HashSet<>();
    for (Event.Durable event : world.read()) {
      if (event instanceof Event.Settled settled && settled.settlement() != Settlement.NOT_YET) {
        known.add(settled.path());
      } else if (event instanceof Event.Intent intent && known.contains(intent.path())) {
        again.add(intent.path());
      }
    }
    return again;
  }

  /** The test is tested: where the program had one of these flaws, it would tell. */
  @ParameterizedTest
  @EnumSource
  void whatKeepsARunFromSurvivingIsSeen(Crashing.Flaw flaw) {
    Program program = program("lamp.light(\"a\")\nlamp.call(\"hello\")\nlamp.light(\"b\") as b");
    Crashing undisturbed = new Crashing(program, Map.of());
    undisturbed.run(Integer.MAX_VALUE);
    int wrong = 0;
    for (int cut = 1; cut <= undisturbed.moments(); cut++) {
      Crashing world = new Crashing(program, Map.of());
      world.flaw = flaw;
      if (world.run(cut) == null) {
        world.run(Integer.MAX_VALUE);
      }
      wrong += world.done.equals(undisturbed.done) ? 0 : 1;
    }
    if (flaw == Crashing.Flaw.NONE) {
      assertThat(wrong).isZero();
    } else {
      assertThat(wrong).isPositive();
    }
  }

  /** What was answered is not asked again; what is in doubt is asked about where it is. */
  private static List<String> answered(Crashing world) {
    return world.read().stream()
        .filter(Event.Answered.class::isInstance)
        .map(event -> ((Event.Answered) event).prompt())
        .filter(prompt -> prompt.kind() != Prompt.Kind.IN_DOUBT)
        .map(prompt -> prompt.kind() + " " + prompt.text())
        .sorted()
        .toList();
  }

  /** What the person wanted who interrupted it counts for the next process too. */
  @Test
  void aWaitThatWasInterruptedIsNotWaitedForAgain() {
    Program program =
        program(
            """
            step s {
              ensure { lamp.quench("a") as out }
              lamp.light("a")
              wait-for lamp.burning("b") every 10s up to 5m
              lamp.light("c") as late
            }
            """);
    Map<String, Answer> answers = Map.of("DEADLINE", ScriptedPeople.no("anna"));
    Crashing undisturbed = new Crashing(program, answers);
    Result expected = interrupted(undisturbed, Integer.MAX_VALUE);
    assertThat(expected).isNotNull();
    assertThat(expected.outcome()).isEqualTo(Outcome.ABORTED);
    int noted = 0;
    for (int cut = 1; cut <= undisturbed.moments(); cut++) {
      Crashing world = new Crashing(program, answers);
      Result end = interrupted(world, cut);
      // Before it was noted nobody can know of it; afterwards nobody may forget it.
      boolean known = world.read().stream().anyMatch(event -> event instanceof Event.Interrupted);
      world.interrupting = false;
      end = end == null ? world.run(Integer.MAX_VALUE) : end;
      boolean _ = Thread.interrupted();
      assertThat(end).as("cut at %d", cut).isNotNull();
      if (known) {
        noted++;
        assertThat(end.outcome()).as("cut at %d", cut).isEqualTo(Outcome.ABORTED);
        assertThat(world.done).as("cut at %d", cut).isEqualTo(undisturbed.done);
      }
    }
    assertThat(noted).isGreaterThan(3);
  }

  private static @Nullable Result interrupted(Crashing world, int cut) {
    world.interrupting = true;
    try {
      return world.run(cut);
    } finally {
      boolean _ = Thread.interrupted();
    }
  }

  @Test
  void aLimitCountsFromWhenTheWaitBegan() {
    Program program = program("wait-for lamp.burning(\"a\") every 1m up to 5m");
    Map<String, Answer> answers = Map.of("DEADLINE", ScriptedPeople.no("anna"));
    Crashing undisturbed = new Crashing(program, answers);
    undisturbed.run(Integer.MAX_VALUE);
    Instant end = undisturbed.read().getLast().at();
    assertThat(end).isEqualTo(Rehearsal.START.plus(Duration.ofMinutes(5)));
    for (int cut = 1; cut <= undisturbed.moments(); cut++) {
      Crashing world = new Crashing(program, answers);
      if (world.run(cut) == null) {
        world.run(Integer.MAX_VALUE);
      }
      assertThat(world.read().getLast().at()).as("cut at %d", cut).isEqualTo(end);
    }
  }

  /** Where the run went on to its handlers, it is not asked about any more what they handle. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        step s {
          on failed { lamp.call("help") }
          lamp.light("broken")
        }
        """,
        """
        parallel {
          step s {
            on failed { lamp.call("help") }
            lamp.light("broken")
          }
          step t { lamp.light("a") }
        }
        """
      })
  void whatFailedWhileNobodyWasThereStaysAsItWas(String body) {
    Program program = program(body);
    String failed = "FAILED This failed: lamp.light(name: broken)";
    Map<String, List<Answer>> turns =
        Map.of(failed, List.of(ScriptedPeople.choice("skip", "it is day")));
    int asked = 0;
    int unasked = 0;
    for (int cut = 1; ; cut++) {
      Crashing world = new Crashing(program, Map.of(), turns);
      world.attended = false;
      if (world.run(cut) != null) {
        break;
      }
      boolean handled = world.record.stream().anyMatch(line -> line.contains("help"));
      world.attended = true;
      assertThat(world.run(Integer.MAX_VALUE)).isNotNull();
      String story = "cut at " + cut + ":\n" + String.join("\n", world.record);
      if (handled) {
        assertThat(world.asked).as(story).doesNotContain(failed);
        unasked++;
      } else if (world.asked.contains(failed)) {
        assertThat(world.done).as(story).doesNotContain("call help");
        asked++;
      }
    }
    assertThat(asked).isPositive();
    assertThat(unasked).isPositive();
  }
}
