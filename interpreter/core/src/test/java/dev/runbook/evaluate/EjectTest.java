package dev.runbook.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.docs.Formats;
import dev.runbook.docs.Links;
import dev.runbook.docs.Ticked;
import dev.runbook.door.People;
import dev.runbook.dry.DryRun;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Source;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is cut off, goes on by hand for a while, and is then gone on with. */
class EjectTest {

  private static final Pattern OPEN = Pattern.compile("\\[ \\] (.*?) <!-- (?:did): ");
  private static final Pattern DEED = Pattern.compile("\\*\\*Do\\*\\* \\(Lamps\\): (.*)");
  private static final Pattern LOOK =
      Pattern.compile("\\*\\*Look\\*\\* \\(Lamps\\): Read the level of (\\w+)\\..*");

  private static final String BODIES =
      """
      lamp.light("hall")
      lamp.set("desk", 3)
      lamp.light("door") as last
      ---
      step a "First" { lamp.light("hall") }
      step b {
        let l = lamp.level("hall")
        lamp.set("x", 2)
        check lamp.level("x") is 2
        lamp.set("y", l + 1) as y
      }
      ---
      for each l in ["a", "b"] { lamp.light(l) as light }
      parallel { lamp.light("c"); lamp.set("b", 2); lamp.light("d") as third }
      ---
      lamp.light("a")
      wait-for lamp.burning("a") every 10s up to 5m
      do "Wave." by ops up to 1h
      watch "it burns" for 2m every 30s up to 10m { check lamp.burning("a") }
      lamp.light("b") as b
      ---
      step t {
        let s = temporarily lamp.light("a")
        lamp.set("b", 1)
      }
      let day = today.weekday
      if day is friday { lamp.light("no") } else { lamp.light("yes") as y }
      """;

  static List<String> bodies() {
    return List.of(BODIES.split("---\n", -1));
  }

  private static Program program(String body) {
    String text =
        Rehearsal.WORLD
            + "runbook r in prod {\n  confirm \"Begin?\" by ops up to 1h\n"
            + body
            + "}\n";
    return Objects.requireNonNull(
        Checker.check(new Source("test.rb4", text), Rehearsal.NO_SOURCES).program());
  }

  private static Symbol.Environment prod(Program program) {
    return program.runbooks().getLast().environments().getFirst();
  }

  private static String page(Program program, Crashing world) {
    return Formats.named("md")
        .orElseThrow()
        .write(
            DryRun.rest(
                program,
                program.runbooks().getLast(),
                prod(program),
                world.read(),
                "the-run",
                "the-text",
                List.of("It is cut off.")),
            Links.NONE);
  }

  /** The person, who notes what they saw when they did it. */
  private record Anna(Map<String, Long> seen) implements People {
    @Override
    public Answer ask(Prompt prompt) {
      Matcher level = Pattern.compile("Read the level of (\\w+)\\.").matcher(prompt.text());
      if (level.matches()) {
        boolean before = prompt.details().toString().contains("before this was done");
        return ScriptedPeople.value(
            Value.Number.of(
                Objects.requireNonNull(
                    seen.get((before ? "before " : "") + level.group(1)),
                    () -> "nobody saw that: " + prompt)));
      }
      if (prompt.type() == Basic.DATE) {
        return ScriptedPeople.value(new Value.Date(LocalDate.parse("2026-11-26")));
      }
      throw new AssertionError("nobody knows: " + prompt);
    }

    @Override
    public boolean attended() {
      return true;
    }
  }

  /** Does the first open things of a page, and ticks them; less where it takes a value to know. */
  private static String worked(String page, int count, Crashing world, Anna anna) {
    StringBuilder ticked = new StringBuilder();
    Matcher open = OPEN.matcher(page);
    int done = 0;
    while (done < count && open.find()) {
      String words = open.group(1);
      Matcher deed = DEED.matcher(words);
      Matcher look = LOOK.matcher(words);
      if (words.contains("Light no.")) {
        // It is no Friday.
        continue;
      }
      if (deed.matches() && words.contains("<")) {
        break;
      }
      if (deed.matches()) {
        Matcher set = Pattern.compile("Turn (\\w+) to .*").matcher(deed.group(1));
        if (set.matches()) {
          anna.seen.put("before " + set.group(1), Long.valueOf(world.level(set.group(1))));
        }
        world.byHand(deed.group(1));
      } else if (words.startsWith("It is taken back when this ends")) {
        // What stands behind it in the page comes before it.
        break;
      } else if (look.matches()) {
        anna.seen.put(look.group(1), Long.valueOf(world.level(look.group(1))));
      }
      open.appendReplacement(ticked, Matcher.quoteReplacement(open.group().replace("[ ]", "[x]")));
      done++;
    }
    return open.appendTail(ticked).toString();
  }

  private static Handed handed(Program program, Crashing world, String page, People people) {
    List<Handed.Box> boxes = new ArrayList<>();
    for (Ticked.Box box : Ticked.read(page).boxes()) {
      boxes.add(new Handed.Box(box.place().path(), box.place().what(), box.leftOut(), box.words()));
    }
    return Handed.of(
        program,
        program.runbooks().getLast(),
        prod(program),
        world.read(),
        boxes,
        new Handed.Person("anna", people, prompt -> true),
        Origin.UNSAID,
        Rehearsal.START);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void whatWasDoneByHandIsNotDoneAgainAndTheRestIs(String body) {
    Program program = program(body);
    Crashing undisturbed = new Crashing(program, new TreeMap<>());
    Result expected = Objects.requireNonNull(undisturbed.run(Integer.MAX_VALUE));
    for (int cut = 3; cut <= undisturbed.moments(); cut++) {
      for (int count : IntStream.rangeClosed(0, 6).toArray()) {
        Crashing world = new Crashing(program, new TreeMap<>());
        if (world.run(cut) != null || world.record.isEmpty()) {
          continue;
        }
        Anna anna = new Anna(new HashMap<>());
        String page = worked(page(program, world), count, world, anna);
        Handed handed = handed(program, world, page, anna);
        String before = "cut at " + cut + ", then " + count + " by hand:\n" + page + "\n";
        assertThat(handed.refusals()).as(before + String.join("\n", world.record)).isEmpty();
        world.append(handed.events());
        Result end = world.run(Integer.MAX_VALUE);
        String story = before + String.join("\n", world.record);
        assertThat(end).as(story).isNotNull();
        assertThat(end.outcome()).as(story).isEqualTo(expected.outcome());
        assertThat(end.standing()).as(story).hasSameSizeAs(expected.standing());
        assertThat(world.levels).as(story).isEqualTo(undisturbed.levels);
        assertThat(world.done).as(story).containsExactlyInAnyOrderElementsOf(undisturbed.done);
      }
    }
  }

  @Test
  void whoDidItIsRecorded() {
    Program program = program(bodies().getFirst());
    Crashing world = new Crashing(program, new TreeMap<>());
    assertThat(world.run(6)).isNull();
    Anna anna = new Anna(new HashMap<>());
    Handed handed = handed(program, world, worked(page(program, world), 2, world, anna), anna);

    assertThat(handed.events())
        .anyMatch(event ->
            event instanceof Event.Settled settled
                && settled.settlement() == Event.Settlement.SAID_TO_HAVE_HAPPENED)
        .anyMatch(event ->
            event instanceof Event.Answered answered
                && answered.prompt().kind() == Prompt.Kind.BY_HAND
                && answered.answer().by().equals("anna"));
  }

  private static final String FAILS =
      """
      lamp.light("hall")
      lamp.light("broken") as b
      lamp.light("door") as last
      """;

  /** Cut off while somebody is asked what to do about a call that failed. */
  @Test
  void whatFailedAndIsNotDecidedMayBeDoneByHand() {
    Program program = program(FAILS);
    Crashing world = new Crashing(program, new TreeMap<>());
    for (int cut = 3; world.asked.stream().noneMatch(each -> each.startsWith("FAILED")); cut++) {
      world = new Crashing(program, new TreeMap<>());
      world.run(cut);
    }
    String page = page(program, world);
    assertThat(page).doesNotContain("It is ending").contains("[ ] **Do** (Lamps): Light door.");
    Anna anna = new Anna(new HashMap<>());

    Handed handed = handed(program, world, worked(page, 6, world, anna), anna);

    assertThat(handed.refusals()).isEmpty();
    world.append(handed.events());
    assertThat(Objects.requireNonNull(world.run(Integer.MAX_VALUE)).outcome())
        .isEqualTo(Outcome.DONE);
    assertThat(world.done).containsExactly("light hall", "light broken", "light door");
    assertThat(page(program, world)).doesNotContain("[ ] ");
  }

  /** What a person decided about a call that failed is as decided on the page. */
  @Test
  void whatFailedAndWasSkippedIsNoEnd() {
    Program program = program(FAILS);
    Map<String, Answer> skip = Map.of("FAILED", ScriptedPeople.choice("skip", "it is day"));
    Crashing whole = new Crashing(program, skip);
    assertThat(Objects.requireNonNull(whole.run(Integer.MAX_VALUE)).outcome())
        .isEqualTo(Outcome.DONE);
    Crashing world = new Crashing(program, skip);
    int cut = 3;
    while (world.record.stream().noneMatch(each -> each.contains("it is day"))) {
      world = new Crashing(program, skip);
      world.run(cut++);
    }

    assertThat(page(program, world))
        .doesNotContain("It is ending")
        .contains("[x] **Do** (Lamps): Light broken. *It failed, and anna chose “skip”")
        .contains("as it is day")
        .contains("[ ] **Do** (Lamps): Light door.");
  }

  /** A box that tells the run nothing would make somebody believe that it was told. */
  @Test
  void thereIsNoBoxThatTellsTheRunNothing() {
    Program program =
        program(
            """
            let names = ask "Which ones?" as text by ops up to 1h
            step s "All" {
              on failed { lamp.light("red") as red }
              for each n in names.split(",") { lamp.light(n) as light }
              watch "it burns" for 2m every 30s up to 10m { check lamp.burning("a") }
            }
            """);
    Crashing world = new Crashing(program, new TreeMap<>());
    assertThat(world.run(4)).isNull();
    String page = page(program, world);

    assertThat(page.lines().filter(line -> line.contains("[ ]")))
        .isNotEmpty()
        .allMatch(line -> line.contains("<!-- did: "));
    assertThat(page)
        .contains("one after the other: *What is done of this by hand cannot be told to the run.*")
        .contains("**If it fails:** *What is done of this by hand cannot be told to the run.*")
        .contains("1. **Do** (Lamps): Light `<each n>`.")
        .contains("1. **Do** (Lamps): Light red.")
        .contains("1. **Check** that ")
        .contains("[ ] **Watch** it burns");
  }

  @Test
  void whatIsTickedOutOfItsOrderIsRefused() {
    Program program = program(bodies().getFirst());
    Crashing world = new Crashing(program, new TreeMap<>());
    assertThat(world.run(6)).isNull();
    String page = page(program, world);
    int last = page.lastIndexOf("[ ]");
    String ticked = page.substring(0, last) + "[x]" + page.substring(last + 3);

    Handed handed = handed(program, world, ticked, new Anna(new HashMap<>()));

    assertThat(handed.events()).isEmpty();
    assertThat(handed.refusals())
        .singleElement()
        .asString()
        .contains("Light door", "comes later than what is not ticked: “Light hall.”");
  }

  @Test
  void whatTheRunDidItselfMeanwhileIsNotTakenFromAPage() {
    Program program = program(bodies().getFirst());
    Crashing world = new Crashing(program, new TreeMap<>());
    assertThat(world.run(6)).isNull();
    String page = page(program, world).replace("[ ]", "[x]");
    assertThat(world.run(15)).isNull();

    Handed handed =
        handed(program, world, page, new Anna(new HashMap<>(Map.of("before desk", 0L))));

    assertThat(handed.refusals().toString()).contains("Light hall", "the run did this itself");
  }

  @Test
  void whatIsForOthersToSayIsNotTaken() {
    Program program = program(bodies().getFirst());
    Crashing world = new Crashing(program, new TreeMap<>());
    assertThat(world.run(2)).isNull();
    String page = page(program, world).replaceFirst("\\[ ]", "[x]");
    Handed handed =
        Handed.of(
            program,
            program.runbooks().getLast(),
            prod(program),
            world.read(),
            Ticked.read(page).boxes().stream()
                .map(box -> new Handed.Box(box.place().path(), "", false, box.words()))
                .toList(),
            new Handed.Person("mallory", new Anna(Map.of()), prompt -> false),
            Origin.UNSAID,
            Rehearsal.START);

    assertThat(handed.refusals().toString())
        .contains("“Begin?” is for Operations to say, and mallory is none of them");
  }
}
