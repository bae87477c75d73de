package dev.runbook.evaluate;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.Departure;
import dev.runbook.door.Elsewhere;
import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Event.Settlement;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Past;
import dev.runbook.journal.Prompt;
import dev.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A run gone over by its record alone, before it is resumed: nothing is sent, asked or waited for.
 *
 * @param refusals why the text, as it is now, cannot go on with what was done; empty where it can
 * @param news what the text, as it is now, does first that the record does not have, one for each
 *     branch; empty where it has all of it
 * @param gone steps and answers that the record has, and which the text as it is now does not come
 *     to; told only where nothing is new, as it might have come to them behind that
 */
public record Recap(List<String> refusals, List<String> news, List<String> gone) {

  public Recap {
    refusals = List.copyOf(refusals);
    news = List.copyOf(news);
    gone = List.copyOf(gone);
  }

  /**
   * @param connected which services are not done by hand
   */
  public static Recap of(
      Program program,
      Symbol.Runbook runbook,
      Symbol.@Nullable Environment environment,
      List<Event.Durable> record,
      Predicate<String> connected) {
    Past past = new Past(record);
    Instant last = record.getLast().at();
    List<String> news = new ArrayList<>();
    Door door =
        new Door(
            new Silent(connected, news),
            new Nobody(news),
            new Standstill.Stopped(last),
            new Full(news),
            false,
            past,
            Origin.UNSAID);
    List<String> refusals = new ArrayList<>();
    try {
      Evaluator.run(program, runbook, Map.of(), environment, door);
    } catch (Standstill end) {
      // The end of what is known: the run goes on from here.
    } catch (Departure mismatch) {
      refusals.add(String.valueOf(mismatch.getMessage()));
    }
    if (refusals.isEmpty()) {
      for (Event.Intent left : past.left(Event.Intent.class)) {
        if (happened(left, past)) {
          refusals.add(
              "At "
                  + left.path()
                  + " this run did "
                  + left.call()
                  + ", which the text as it is now does not do, or not before something new.");
        }
      }
    }
    return new Recap(refusals, news, refusals.isEmpty() && news.isEmpty() ? gone(past) : List.of());
  }

  private static List<String> gone(Past past) {
    List<String> gone = new ArrayList<>();
    past.left(Event.StepBegan.class).forEach(step -> gone.add("the step " + step.title()));
    past.left(Event.Answered.class)
        .forEach(answered -> gone.add("the question: " + answered.prompt().text()));
    return gone;
  }

  private static boolean happened(Event.Intent intent, Past past) {
    Event.Settled settled = past.peek(Event.Settled.class, intent.path());
    return settled == null
        || (settled.settlement() != Settlement.NOT_HAPPENED
            && settled.settlement() != Settlement.NOT_YET);
  }

  private static Standstill first(String thing, List<String> news) {
    news.add(thing);
    return new Standstill();
  }

  private record Silent(Predicate<String> connected, List<String> news) implements Services {
    @Override
    public boolean isConnected(String service) {
      return connected.test(service);
    }

    @Override
    public Value perform(Attempt attempt) {
      throw first(attempt.call().toString(), news);
    }
  }

  private record Nobody(List<String> news) implements People {
    @Override
    public Answer ask(Prompt prompt) {
      return ask(prompt, null);
    }

    @Override
    public Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere) {
      throw first("the question: " + prompt.text(), news);
    }

    @Override
    public boolean attended() {
      return true;
    }
  }

  private record Full(List<String> news) implements Event.Sink {
    @Override
    public void accept(Event event) {}

    @Override
    public void record(Event.Durable event) {
      if (!(event instanceof Event.Resumed)) {
        throw first(words(event), news);
      }
    }

    private static String words(Event.Durable event) {
      String where = event.path().isEmpty() ? "" : " at " + event.path();
      return switch (event) {
        case Event.StepBegan step -> "the step " + step.title();
        case Event.Intent intent -> intent.call() + where;
        case Event.Read read -> read.call() + where;
        case Event.Asked asked -> "the question: " + asked.prompt().text();
        case Event.Waiting waiting -> "the wait: " + waiting.what();
        case Event.Judged judged -> judged.what() + " comes to " + judged.verdict() + where;
        case Event.StepEnded step -> "the step ends " + step.outcome().words() + where;
        case Event.Evidence evidence -> "the evidence: " + evidence.title();
        case Event.Noted noted -> noted.note();
        case Event.Undoing undoing -> "takes back: " + undoing.what();
        case Event.Ended ended ->
            "it ends "
                + ended.outcome().words()
                + (ended.reason().isEmpty() ? "" : ": " + ended.reason());
        default -> event.getClass().getSimpleName() + where;
      };
    }
  }
}
