package dev.runbook.rehearsal;

import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Event;
import dev.runbook.journal.Prompt;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The people and services of a world in which something goes wrong: people who agree, but for some
 * questions, and services that are there, but for some waits.
 */
final class Troubled {

  private static final String NAME = "the rehearsal";

  private final List<Disturbance> disturbances;
  private final AtomicInteger voices = new AtomicInteger();
  private final Set<String> blind = new HashSet<>();
  private int questions;
  private int waits;
  private final List<String> met = new ArrayList<>();

  Troubled(List<Disturbance> disturbances) {
    this.disturbances = List.copyOf(disturbances);
  }

  synchronized int questions() {
    return questions;
  }

  synchronized int waits() {
    return waits;
  }

  /** What went wrong, in words, as far as there was an occasion. */
  synchronized List<String> met() {
    return List.copyOf(met);
  }

  /** To be told of everything, to know which wait is under way. */
  synchronized void saw(Event event) {
    if (event instanceof Event.Waiting waiting
        && disturbances.contains(new Disturbance.Blind(++waits))) {
      blind.add(waiting.path());
      met.add("what is waited for at " + waiting.path() + " cannot be seen: " + waiting.what());
    } else if (event instanceof Event.Waited waited) {
      blind.remove(waited.path());
    }
  }

  private synchronized boolean isBlind() {
    return !blind.isEmpty();
  }

  People people() {
    return new People() {
      @Override
      public Answer ask(Prompt prompt) {
        return answer(prompt);
      }

      @Override
      public boolean attended() {
        return false;
      }
    };
  }

  private synchronized Answer answer(Prompt prompt) {
    int question = ++questions;
    if (disturbances.contains(new Disturbance.No(question))) {
      met.add("a no to: " + prompt.text());
      return said(Choice.NO, null);
    }
    if (disturbances.contains(new Disturbance.Silence(question))) {
      met.add("nobody answers: " + prompt.text());
      return new Answer(Choice.NOBODY, null, "", false, "");
    }
    return switch (prompt.kind()) {
      case CONFIRM, DO, WARN, UNDO -> said(Choice.YES, null);
      case ASK, BY_HAND ->
          prompt.type() == null || prompt.byDefault() != null
              ? said(Choice.YES, prompt.byDefault())
              : new Answer(Choice.NOBODY, null, "", false, "");
      case UNDECIDED, IN_DOUBT, FAILED, DEADLINE, ESCALATION, UNDO_FAILED, STEP ->
          new Answer(Choice.NOBODY, null, "", false, "");
    };
  }

  /** Where several have to agree, each answer is another person's. */
  private Answer said(Choice choice, @Nullable Value value) {
    return new Answer(
        choice, value, NAME + " " + voices.incrementAndGet(), false, "as a rehearsal");
  }

  Services services(Services services) {
    return new Sight(services);
  }

  private final class Sight implements Services {
    private final Services services;

    Sight(Services services) {
      this.services = services;
    }

    @Override
    public boolean isConnected(String service) {
      return services.isConnected(service);
    }

    @Override
    public Value perform(Attempt attempt) throws ServiceFailure, InterruptedException {
      if (!attempt.change() && isBlind()) {
        throw ServiceFailure.unavailable("Nothing can be seen there now.", null);
      }
      return services.perform(attempt);
    }
  }
}
