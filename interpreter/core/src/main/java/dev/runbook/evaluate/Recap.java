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
 */
public record Recap(List<String> refusals) {

  public Recap {
    refusals = List.copyOf(refusals);
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
    Door door =
        new Door(
            new Silent(connected),
            new Nobody(),
            new Standstill.Stopped(last),
            new Full(),
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
    return new Recap(refusals);
  }

  private static boolean happened(Event.Intent intent, Past past) {
    Event.Settled settled = past.peek(Event.Settled.class, intent.path());
    return settled == null
        || (settled.settlement() != Settlement.NOT_HAPPENED
            && settled.settlement() != Settlement.NOT_YET);
  }

  private record Silent(Predicate<String> connected) implements Services {
    @Override
    public boolean isConnected(String service) {
      return connected.test(service);
    }

    @Override
    public Value perform(Attempt attempt) {
      throw new Standstill();
    }
  }

  private record Nobody() implements People {
    @Override
    public Answer ask(Prompt prompt) {
      throw new Standstill();
    }

    @Override
    public Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere) {
      throw new Standstill();
    }

    @Override
    public boolean attended() {
      return true;
    }
  }

  private record Full() implements Event.Sink {
    @Override
    public void accept(Event event) {}

    @Override
    public void record(Event.Durable event) {
      throw new Standstill();
    }
  }
}
