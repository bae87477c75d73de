package dev.runbook.rehearsal;

import dev.runbook.door.Departure;
import dev.runbook.door.Elsewhere;
import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.door.Timeline;
import dev.runbook.evaluate.Door;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Past;
import dev.runbook.journal.Prompt;
import dev.runbook.journal.Types;
import dev.runbook.journal.WireForm;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Shortcut;
import dev.runbook.spi.StandIn;
import dev.runbook.value.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process that can end at any moment: before and after each entry of its record, each call of a
 * service, each request, each question and each wait. What it had recorded is all that is left of
 * it. Moments between which nothing was written, sent, said or waited for leave the same behind,
 * and are one.
 */
public final class Mortal {

  private final List<String> past;
  private final List<Event.Durable> written = Collections.synchronizedList(new ArrayList<>());
  private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
  private final Map<Thread, Sending> sending = new ConcurrentHashMap<>();
  private int last = Integer.MAX_VALUE;
  private int moments;
  private String end = "";
  private boolean dead;
  private boolean touched = true;

  /**
   * @param past what processes before it left; it goes on there
   */
  public Mortal(List<String> past) {
    this.past = List.copyOf(past);
  }

  /** The process ends at its moment of this number, which is at least 1. */
  public Mortal endingAt(int moment) {
    last = moment;
    return this;
  }

  /** What is left of it, and of those before it. */
  public List<String> record() {
    List<String> all = new ArrayList<>(past);
    synchronized (written) {
      written.forEach(event -> all.add(WireForm.write(event)));
    }
    return all;
  }

  /** How much of a change has reached a service so far. */
  private static final class Sending {
    private int requests;
  }

  /** The changes that have reached services from it, in their order, known to it or not. */
  public List<String> delivered() {
    return List.copyOf(delivered);
  }

  /** At how many moments it could have ended. */
  public synchronized int moments() {
    return moments;
  }

  /** At which moment it ended, in words; empty where it came to the end of the run. */
  public synchronized String end() {
    return end;
  }

  private synchronized void moment(Supplier<String> words) {
    if (touched) {
      touched = false;
      moments++;
    }
    if (dead || moments == last) {
      end = end.isEmpty() ? words.get() : end;
      dead = true;
      throw new Departure("The process ended " + end + ".");
    }
  }

  /** Something happened that outlives the process, and with it another moment. */
  private synchronized void momentAfter(Supplier<String> words) {
    touched = true;
    moment(() -> "after " + words.get());
  }

  /** The same door for a process that can end. */
  public Door door(Door door, Types types) {
    List<Event.Durable> before = past.stream().map(line -> WireForm.read(line, types)).toList();
    return new Door(
        new Calls(door.services()),
        new Questions(door.people()),
        new Waits(door.timeline()),
        new Entries(door.sink()),
        door.dry(),
        new Past(before),
        door.origin());
  }

  /** The same way, whose requests can be the last thing that happens. */
  public Shortcut shortcut(Shortcut way) {
    return new Requests(way);
  }

  private final class Requests implements Shortcut {
    private final Shortcut way;

    Requests(Shortcut way) {
      this.way = way;
    }

    @Override
    public Delivered send(StandIn.Request request, Duration limit)
        throws IOException, ServiceFailure, InterruptedException {
      Supplier<String> what = () -> request.method() + " " + request.uri();
      moment(() -> "before the request " + what.get());
      Delivered answer = way.send(request, limit);
      Sending change = sending.get(Thread.currentThread());
      if (change != null && !request.method().equals("GET")) {
        change.requests++;
        // What sets something may come again: it sets the same.
        if (!request.method().equals("PATCH")) {
          delivered.add(what.get() + " " + request.bodyText());
        }
      }
      momentAfter(() -> "the request " + what.get() + ", before its answer");
      return answer;
    }
  }

  private final class Entries implements Event.Sink {
    private final Event.Sink sink;

    Entries(Event.Sink sink) {
      this.sink = sink;
    }

    @Override
    public void accept(Event event) {
      sink.accept(event);
    }

    @Override
    public void record(Event.Durable event) {
      Supplier<String> entry = () -> event.getClass().getSimpleName() + " of " + event.path();
      moment(() -> "before the entry " + entry.get());
      written.add(event);
      sink.accept(event);
      momentAfter(() -> "the entry " + entry.get());
    }
  }

  private final class Calls implements Services {
    private final Services services;

    Calls(Services services) {
      this.services = services;
    }

    @Override
    public boolean isConnected(String service) {
      return services.isConnected(service);
    }

    @Override
    public Value perform(Attempt attempt) throws ServiceFailure, InterruptedException {
      Supplier<String> what = attempt.call()::qualifiedName;
      moment(() -> "before the call " + what.get());
      Value answer;
      Sending change = new Sending();
      if (attempt.change()) {
        sending.put(Thread.currentThread(), change);
      }
      try {
        answer = services.perform(attempt);
      } finally {
        sending.remove(Thread.currentThread());
      }
      if (attempt.change() && change.requests == 0) {
        delivered.add(attempt.call().toString());
      }
      momentAfter(() -> "the call " + what.get());
      return answer;
    }
  }

  private final class Questions implements People {
    private final People people;

    Questions(People people) {
      this.people = people;
    }

    @Override
    public Answer ask(Prompt prompt) throws InterruptedException {
      return ask(prompt, null);
    }

    @Override
    public Answer ask(Prompt prompt, @Nullable Elsewhere elsewhere) throws InterruptedException {
      moment(() -> "before the question " + prompt.text());
      Answer answer = people.ask(prompt, elsewhere);
      momentAfter(() -> "the answer to " + prompt.text());
      return answer;
    }

    @Override
    public boolean attended() {
      return people.attended();
    }
  }

  private final class Waits implements Timeline {
    private final Timeline timeline;

    Waits(Timeline timeline) {
      this.timeline = timeline;
    }

    @Override
    public Instant now() {
      return timeline.now();
    }

    @Override
    public void sleep(Duration length) throws InterruptedException {
      moment(() -> "before a wait");
      timeline.sleep(length);
      momentAfter(() -> "a wait");
    }

    @Override
    public Duration glance() {
      return timeline.glance();
    }

    @Override
    public void all(List<Runnable> branches) throws InterruptedException {
      timeline.all(branches);
    }
  }
}
