package dev.runbook.evaluate;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.Departure;
import dev.runbook.door.Elsewhere;
import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Past;
import dev.runbook.journal.Prompt;
import dev.runbook.type.EnumType;
import dev.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a person did of a run by hand, as events of its record. The run is gone over as one whose
 * services are all people, none of whom does anything but what was ticked; where a value is needed
 * they are asked for it.
 *
 * @param events empty where something was refused
 * @param refusals why what was ticked cannot be taken over
 */
public record Handed(List<Event.Durable> events, List<String> refusals) {

  public Handed {
    events = List.copyOf(events);
    refusals = List.copyOf(refusals);
  }

  /**
   * A box that was ticked.
   *
   * @param what tells apart what has the same path; empty where nothing has
   * @param leftOut whether it says that an optional step is not done
   * @param words for people
   */
  public record Box(String path, String what, boolean leftOut, String words) {}

  /**
   * Who ticked, and whom to ask for values.
   *
   * @param may whether the person may answer in person what is asked of a team
   */
  public record Person(String name, People people, Predicate<Prompt> may) {}

  /**
   * @param origin of the process that takes it over
   * @throws Departure if the person does not want to go on, or the text does not fit what was done
   */
  public static Handed of(
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      List<Event.Durable> record,
      List<Box> boxes,
      Person person,
      Origin origin,
      Instant now) {
    Page page = new Page(boxes, person);
    Door door =
        new Door(
            new Nothing(),
            page,
            new Standstill.Stopped(now),
            page,
            false,
            new Past(record),
            origin);
    try {
      Evaluator.run(program, runbook, Map.of(), environment, door);
    } catch (Standstill end) {
      // What is not ticked is not done yet.
    }
    List<String> refusals = page.refusals(record);
    return new Handed(refusals.isEmpty() ? page.events : List.of(), refusals);
  }

  /** No service is connected, and so a person is asked to do each of its actions. */
  private record Nothing() implements Services {
    @Override
    public boolean isConnected(String service) {
      return false;
    }

    @Override
    public boolean runsCommands() {
      return false;
    }

    @Override
    public Value perform(Attempt attempt) {
      throw new Standstill();
    }
  }

  private record Place(String path, String what) {}

  private static final class Page implements People, Event.Sink {

    private final Map<Place, Box> boxes = new LinkedHashMap<>();
    private final Set<Box> used = new LinkedHashSet<>();
    private final Set<String> barred = new LinkedHashSet<>();
    private final List<String> reached = new ArrayList<>();
    private final List<Event.Durable> events = new ArrayList<>();
    private final Map<String, Integer> votes = new HashMap<>();
    private final Person person;

    Page(List<Box> ticked, Person person) {
      this.person = person;
      ticked.forEach(box -> boxes.put(new Place(box.path, box.what), box));
    }

    private @Nullable Box at(String path, String what) {
      Box box = boxes.get(new Place(path, what));
      if (box != null) {
        used.add(box);
      }
      return box;
    }

    /** The box of an effect, for itself and what is read for its sake. */
    private @Nullable Box around(String path) {
      for (String place = path; !place.isEmpty(); place = outer(place)) {
        Box box = at(place, "");
        if (box != null || place.endsWith(Undos.PLACE)) {
          return box;
        }
      }
      return null;
    }

    /** Of all goes at a call, the place of the first, which has the box. */
    private static String first(String path) {
      return path.replaceFirst("/again(#.*)?$", "");
    }

    private static String outer(String path) {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private boolean anyWithin(String path) {
      return boxes.keySet().stream().anyMatch(place -> place.path.startsWith(path + "/"));
    }

    private boolean isTicked(Prompt prompt) {
      return switch (prompt.kind()) {
        case CONFIRM -> around(prompt.path()) != null || anyWithin(prompt.path());
        case DO, ASK, WARN -> around(prompt.path()) != null;
        case BY_HAND -> at(prompt.path(), prompt.text()) != null || around(prompt.path()) != null;
        case FAILED -> at(prompt.path(), "") != null;
        case UNDECIDED, IN_DOUBT, DEADLINE, UNDO, UNDO_FAILED, ESCALATION, STEP -> false;
      };
    }

    @Override
    public Answer ask(Prompt prompt) throws InterruptedException {
      Box box = around(prompt.path());
      if (prompt.kind() == Prompt.Kind.FAILED && prompt.type() instanceof EnumType choices) {
        Value byHand = new Value.EnumValue(choices, Failures.Choice.BY_HAND.word());
        return new Answer(Choice.YES, byHand, person.name, false, "ticked by hand");
      }
      if (!prompt.by().isEmpty() && !person.may.test(prompt)) {
        barred.add(
            "“"
                + prompt.text()
                + "” is for "
                + prompt.teams()
                + " to say, and "
                + person.name
                + " is none of them: whoever did has to tell it, or the run asks for it.");
        throw new Standstill();
      }
      if (prompt.kind() == Prompt.Kind.CONFIRM && votes.merge(prompt.path(), 1, Integer::sum) > 1) {
        reached.add("“" + prompt.text() + "”, which one person alone cannot confirm");
        throw new Standstill();
      }
      if (prompt.type() == null) {
        Choice choice = box != null && box.leftOut ? Choice.NO : Choice.YES;
        return new Answer(choice, null, person.name, false, "ticked by hand");
      }
      List<String> details = new ArrayList<>(prompt.details());
      details.add(
          box == null || box.path.equals(prompt.path())
              ? "It is ticked: what came of it?"
              : "As it was before this was done: " + box.words);
      Answer answer = person.people.ask(prompt.details(details).upTo(null));
      if (!answer.isYes()) {
        throw new Departure("Nothing was taken over from the page.");
      }
      return answer;
    }

    /** What was ticked was not said elsewhere. */
    @Override
    public Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere) throws InterruptedException {
      return ask(prompt);
    }

    @Override
    public boolean attended() {
      return true;
    }

    @Override
    public boolean saidSo(String path, String what) {
      return at(path, what) != null;
    }

    @Override
    public void accept(Event event) {}

    @Override
    public void record(Event.Durable event) {
      if (!isSaid(event)) {
        reached.add(words(event));
        throw new Standstill();
      }
      if (event instanceof Event.Evidence) {
        Box _ = at(event.path(), "");
      }
      events.add(said(event));
    }

    private boolean isSaid(Event.Durable event) {
      return switch (event) {
        case Event.Asked asked -> isTicked(asked.prompt());
        case Event.Intent intent -> at(first(intent.path()), "") != null;
        case Event.Waiting waiting -> at(waiting.path(), waiting.what()) != null;
        case Event.Told told -> at(told.path(), "") != null;
        case Event.Undoing undoing -> at(undoing.path() + Undos.PLACE, "") != null;
        case Event.Undone undone -> undone.outcome() == Outcome.DONE;
        case Event.Interrupted _, Event.GaveUp _, Event.Left _, Event.Ended _ -> false;
        case Event.Began _,
            Event.Resumed _,
            Event.StepBegan _,
            Event.StepEnded _,
            Event.Read _,
            Event.Settled _,
            Event.Answered _,
            Event.Waited _,
            Event.Judged _,
            Event.Evidence _,
            Event.Undoable _,
            Event.Noted _ ->
            true;
      };
    }

    /** That something happened is what somebody said, and nothing that we saw. */
    private static Event.Durable said(Event.Durable event) {
      return event instanceof Event.Settled settled && settled.settlement() == Settlement.HAPPENED
          ? new Event.Settled(
              settled.path(),
              settled.call(),
              Settlement.SAID_TO_HAVE_HAPPENED,
              settled.result(),
              settled.reason(),
              settled.at())
          : event;
    }

    private static String words(Event.Durable event) {
      return switch (event) {
        case Event.Asked asked -> "“" + asked.prompt().text() + "” (" + asked.path() + ")";
        case Event.Intent intent -> "“" + intent.call().byHand() + "” (" + intent.path() + ")";
        case Event.Waiting waiting ->
            "the wait for " + waiting.what() + " (" + waiting.path() + ")";
        case Event.Told told -> "the time (" + told.path() + ")";
        case Event.Undoing undoing -> "“" + undoing.what() + "” (" + undoing.path() + ")";
        default -> "its end";
      };
    }

    List<String> refusals(List<Event.Durable> record) {
      List<String> refusals = new ArrayList<>(barred);
      for (Box box : boxes.values()) {
        if (used.contains(box)) {
          continue;
        }
        Event.Settled own = ownDeed(box, record);
        if (own != null) {
          refusals.add(
              "“"
                  + box.words
                  + "”: the run did this itself, at "
                  + own.at()
                  + ". If it was done by hand too, it was done twice: look, and take the tick"
                  + " out.");
        } else if (!isKnown(box, record)) {
          refusals.add(
              "“"
                  + box.words
                  + "” comes later than what is not ticked: "
                  + (reached.isEmpty() ? "it is not reached" : String.join("; ", reached))
                  + ".");
        }
      }
      return refusals;
    }

    private static Event.@Nullable Settled ownDeed(Box box, List<Event.Durable> record) {
      boolean byHand =
          record.stream()
              .anyMatch(event ->
                  event instanceof Event.Answered answered
                      && answered.path().equals(box.path)
                      && answered.prompt().kind() == Prompt.Kind.BY_HAND);
      return byHand
          ? null
          : record.stream()
              .filter(Event.Settled.class::isInstance)
              .map(Event.Settled.class::cast)
              .filter(settled ->
                  settled.path().equals(box.path) && settled.settlement() == Settlement.HAPPENED)
              .findFirst()
              .orElse(null);
    }

    private static boolean isKnown(Box box, List<Event.Durable> record) {
      return record.stream()
          .filter(event -> event.path().equals(box.path))
          .anyMatch(event ->
              switch (event) {
                case Event.Settled settled ->
                    settled.settlement() == Settlement.SAID_TO_HAVE_HAPPENED
                        || settled.settlement() == Settlement.HAPPENED;
                case Event.Answered answered -> answered.answer().isYes() == !box.leftOut;
                case Event.Waited waited -> waited.what().equals(box.what);
                case Event.Judged judged -> judged.what().equals(box.what);
                case Event.Read _, Event.Told _, Event.Evidence _ -> true;
                default -> false;
              });
    }
  }
}
