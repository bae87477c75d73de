package dev.runbook.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.evaluate.Pacer.Move;
import dev.runbook.evaluate.Pacer.Stop;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run that somebody goes through step by step; what they decide is done, recorded and resumed.
 */
class StepTest {

  private static final String BOOK =
      """
      runbook r in stage {
        step one "First" {
          lamp.light("hall")
          let size = ask "How many?" as number default 2 by ops up to 1h
        }
        step two "Second" {
          lamp.light("attic")
          check 1 == 2
        }
        step three "Third" {
          lamp.set("cellar", 3)
          evidence "size" size
        }
      }
      """;

  private final List<String> stops = new ArrayList<>();

  /** Answers by the words of the statement, in turn; by the record, as whoever is asked again. */
  private final class Script implements Pacer {
    private final Crashing world;
    private final Map<String, List<Move>> moves;

    Script(Crashing world, Map<String, List<Move>> moves) {
      this.world = world;
      this.moves = moves;
    }

    @Override
    public Move next(Stop stop) {
      String words = (stop.failure().isEmpty() ? "" : "failed: ") + stop.words();
      stops.add(words);
      long before =
          world.read().stream()
              .filter(event ->
                  event instanceof Event.Answered answered
                      && answered.prompt().kind() == Prompt.Kind.STEP
                      && answered.prompt().text().equals(words))
              .count();
      List<Move> here = moves.getOrDefault(words, List.of());
      return before < here.size() ? here.get((int) before) : new Move.Go();
    }

    @Override
    public void left(Stop stop) {}
  }

  private static Program program() {
    return Objects.requireNonNull(
        Checker.check(new Source("test.rb4", Rehearsal.WORLD + BOOK), Rehearsal.NO_SOURCES)
            .program());
  }

  private Crashing world(Map<String, List<Move>> moves) {
    Crashing world =
        new Crashing(
            program(), Map.of("ASK", ScriptedPeople.value(dev.runbook.value.Value.Number.of(2))));
    world.pacer = new Script(world, moves);
    return world;
  }

  private Result through(Crashing world) {
    return Objects.requireNonNull(world.run(Integer.MAX_VALUE));
  }

  private static final Map<String, List<Move>> ALL =
      Map.of(
          "lamp.light(\"attic\")",
          List.of(
              new Move.Typed("lamp.light(\"by-hand\")"),
              new Move.Typed("let level = lamp.level(\"hall\")"),
              new Move.Back(),
              new Move.Skip("too dark")),
          "failed: check 1 == 2",
          List.of(new Move.Retry(), new Move.Skip("it is not so")));

  @Test
  void whatIsDecidedAtAStatementIsDoneInItsPlace() {
    Crashing world = world(ALL);
    assertThat(through(world).outcome()).isEqualTo(Outcome.DONE);
    assertThat(world.done)
        .containsExactly("light hall", "light by-hand", "quench by-hand", "set cellar 3");
    assertThat(stops.stream().filter("failed: check 1 == 2"::equals)).hasSize(2);
  }

  @Test
  void cutOffAnywhereItIsResumedAsItWasDecided() {
    Crashing undisturbed = world(ALL);
    Result expected = through(undisturbed);
    int moments = undisturbed.moments();
    assertThat(moments).isGreaterThan(30);
    for (int cut = 1; cut <= moments; cut++) {
      Crashing world = world(ALL);
      Result end = world.run(cut);
      if (end == null && cut % 2 == 0) {
        // Also by somebody who does not go step by step, behind the last of the decisions.
        boolean decided = String.join("\n", world.record).contains("it is not so");
        world.pacer = decided ? Pacer.NONE : world.pacer;
      }
      end = end == null ? world.run(Integer.MAX_VALUE) : end;
      String story = "cut at " + cut + ":\n" + String.join("\n", world.record);
      assertThat(end).as(story).isNotNull();
      assertThat(end.outcome()).as(story).isEqualTo(expected.outcome());
      assertThat(end.standing()).as(story).isEqualTo(expected.standing());
      assertThat(world.levels).as(story).isEqualTo(undisturbed.levels);
      assertThat(world.done).as(story).containsExactlyElementsOf(undisturbed.done);
    }
  }

  @Test
  void aJumpLeavesOutAllBeforeItsStepAndSaysWhatIsMissingThere() {
    List<Pacer.Target> targets = new ArrayList<>();
    Crashing world = world(Map.of());
    world.pacer =
        new Pacer() {
          @Override
          public Move next(Stop stop) {
            if (stop.words().startsWith("lamp.light(\"hall\")")) {
              targets.addAll(stop.targets());
              return new Move.Jump("three", "no time");
            }
            return new Move.Go();
          }

          @Override
          public void left(Stop stop) {}
        };
    assertThat(through(world).outcome()).isEqualTo(Outcome.DONE);
    assertThat(world.done).containsExactly("set cellar 3");
    assertThat(targets).extracting(Pacer.Target::path).containsExactly("two", "three");
    assertThat(targets.getLast().missing()).containsExactly("size");
    assertThat(targets.getLast().over()).contains("lamp.light(\"attic\")", "check 1 == 2");
  }

  @Test
  void whatIsTypedIsEvaluatedWithTheValuesOfTheRunAndMistakesAreTold() {
    List<Pacer.Told> told = new ArrayList<>();
    Crashing world = world(Map.of());
    world.pacer =
        new Pacer() {
          @Override
          public Move next(Stop stop) {
            if (stop.words().startsWith("evidence")) {
              told.add(stop.evaluate("size + 1"));
              told.add(stop.evaluate("lamp.level(\"hall\")"));
              told.add(stop.evaluate("siz + 1"));
              told.add(stop.evaluate("lamp.light(\"x\")"));
              told.add(stop.evaluate("wait-for true"));
              told.add(stop.evaluate("(size"));
            }
            return stop.failure().isEmpty() ? new Move.Go() : new Move.Skip("fine");
          }

          @Override
          public void left(Stop stop) {}
        };
    assertThat(through(world).outcome()).isEqualTo(Outcome.DONE);
    assertThat(told.get(0).words()).isEqualTo("3");
    assertThat(told.get(1).words()).isEqualTo("1");
    assertThat(told.get(2).words()).contains("siz + 1", "^^^", "did you mean `size`");
    assertThat(told.get(3).changes()).isTrue();
    assertThat(told.get(4).fine()).isFalse();
    assertThat(told.get(4).words()).contains("up to");
    assertThat(told.get(5).fine()).isFalse();
    assertThat(world.done).doesNotContain("light x");
  }

  @Test
  void stoppingHereIsOfferedToUndo() {
    Crashing world = world(Map.of("lamp.light(\"attic\")", List.of(new Move.Undo("enough"))));
    assertThat(through(world).outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(world.done).containsExactly("light hall", "quench hall");
    // Who says so is not asked whether they want it.
    assertThat(world.asked).noneMatch(asked -> asked.startsWith("UNDO "));
  }

  @Test
  void whatIsNotedIsInTheRecordAtItsPlace() {
    Crashing world = world(Map.of());
    List<Move> moves =
        new ArrayList<>(List.of(new Move.Note("a KeyError"), new Move.Note("failed: so they say")));
    world.pacer =
        new Pacer() {
          @Override
          public Move next(Stop stop) {
            return moves.isEmpty() ? new Move.End("enough") : moves.removeFirst();
          }

          @Override
          public void left(Stop stop) {}
        };
    assertThat(through(world).outcome()).isEqualTo(Outcome.ABORTED);
    assertThat(world.read())
        .filteredOn(Event.Noted.class::isInstance)
        .extracting(event -> ((Event.Noted) event).note())
        .contains("a KeyError", "failed: so they say");
  }

  @Test
  void whatWasTypedAndTakenBackOrFailedOrNobodyAgreedToWasNotDone() {
    Crashing world =
        world(
            Map.of(
                "lamp.light(\"attic\")",
                List.of(
                    new Move.Typed("lamp.light(\"back\")"),
                    new Move.Back(),
                    new Move.Typed("lamp.light(\"broken\")"),
                    new Move.Typed("lamp.light(tower)"),
                    new Move.Typed("lamp.light(\"kept\")"),
                    new Move.Typed("let level = lamp.level(\"kept\")")),
                "failed: check 1 == 2",
                List.of(new Move.Skip("it is not so"))));
    assertThat(through(world).outcome()).isEqualTo(Outcome.DONE);
    assertThat(ByHand.done(world.read()))
        .containsExactly("lamp.light(\"kept\")", "let level = lamp.level(\"kept\")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lamp.light(\"x\")",
        "if size == 2 { lamp.light(\"x\") }",
        "for each name in [\"x\"] { lamp.light(name) }",
        "let lit = temporarily lamp.light(\"x\")"
      })
  void whatChangesSomethingIsAgreedToFirstWhateverItStandsIn(String typed) {
    Crashing world =
        new Crashing(
            program(),
            Map.of(
                "ASK",
                ScriptedPeople.value(dev.runbook.value.Value.Number.of(2)),
                "CONFIRM",
                ScriptedPeople.no("anna")));
    world.pacer =
        new Script(
            world,
            Map.of(
                "evidence \"size\" size",
                List.of(new Move.Typed(typed)),
                "failed: check 1 == 2",
                List.of(new Move.Skip("it is not so"))));
    assertThat(through(world).outcome()).isEqualTo(Outcome.DONE);
    assertThat(world.asked).contains("CONFIRM Do this by hand? " + typed);
    assertThat(world.done).doesNotContain("light x");
    assertThat(ByHand.done(world.read())).isEmpty();
  }

  @Test
  void inAProtectedEnvironmentThoseWhoGuardItAgreeByItsName() {
    Program program =
        Objects.requireNonNull(
            Checker.check(
                    new Source(
                        "test.rb4",
                        Rehearsal.WORLD
                            + "runbook r in prod { step one \"One\" { evidence \"one\" 1 } }"),
                    Rehearsal.NO_SOURCES)
                .program());
    Crashing world = new Crashing(program, Map.of());
    world.pacer =
        new Script(
            world,
            Map.of("evidence \"one\" 1", List.of(new Move.Typed("if true { lamp.light(\"x\") }"))));
    assertThat(through(world).outcome()).isEqualTo(Outcome.DONE);
    assertThat(world.prompts).hasSize(1);
    assertThat(world.prompts.getFirst().typed()).containsExactly("prod");
    assertThat(world.prompts.getFirst().by()).extracting(Prompt.Team::name).containsExactly("ops");
    assertThat(world.prompts.getFirst().details()).contains("in prod (protected)");
    assertThat(world.done).containsExactly("light x");
  }

  /** What is wrong in a runbook is wrong here too, and told before anything is sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait-for size > 3 every 1m up to 5m|this value never changes",
        "watch \"w\" for 1m every 10s up to 2m { lamp.light(\"x\") }|stands inside",
        "wait-for lamp.burning(\"x\") every 0s up to 5m|this is no time at all"
      })
  void theRulesOfTheLanguageHoldForWhatIsTyped(String typed, String told) {
    List<Pacer.Told> heard = new ArrayList<>();
    Crashing world = world(Map.of());
    world.pacer =
        new Pacer() {
          @Override
          public Move next(Stop stop) {
            if (stop.words().startsWith("evidence")) {
              heard.add(stop.evaluate(typed));
            }
            return stop.failure().isEmpty() ? new Move.Go() : new Move.Skip("fine");
          }

          @Override
          public void left(Stop stop) {}
        };
    assertThat(through(world).outcome()).isEqualTo(Outcome.DONE);
    assertThat(heard.getFirst().fine()).isFalse();
    assertThat(heard.getFirst().words()).contains(told, "^");
  }
}
