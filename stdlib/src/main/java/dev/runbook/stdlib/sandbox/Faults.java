package dev.runbook.stdlib.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The faults that a rehearsal is asked for, and how often each could have happened so far. */
public final class Faults {

  private record Kind(String service, String name) {}

  private final Set<Fault> waiting;
  private final Map<Kind, Integer> occasions = new LinkedHashMap<>();
  private final List<Fault> happened = new ArrayList<>();
  private final boolean counting;

  /**
   * @param asked what shall go wrong
   */
  public Faults(List<Fault> asked) {
    this(asked, false);
  }

  private Faults(List<Fault> asked, boolean counting) {
    this.waiting = new LinkedHashSet<>(asked);
    this.counting = counting;
  }

  /** None, for a rehearsal that is to find out which there could be. */
  public static Faults counted() {
    return new Faults(List.of(), true);
  }

  /** One more, whose occasions count from now on. */
  boolean add(Fault fault) {
    occasions.remove(new Kind(fault.service(), fault.name()));
    return waiting.add(fault);
  }

  /** Whether the fault happens now; this is one of its occasions. */
  boolean strikes(String service, String name) {
    if (!awaits(service, name)) {
      // Where it is asked for later, its occasions count from then on.
      return false;
    }
    int occasion = occasions.merge(new Kind(service, name), 1, Integer::sum);
    Fault fault = new Fault(service, name, occasion);
    boolean strikes = waiting.remove(fault);
    if (strikes) {
      happened.add(fault);
    }
    return strikes;
  }

  private boolean isIdle() {
    return waiting.isEmpty() && !counting;
  }

  /** Each fault at each of the occasions that it had so far, as far as they are counted. */
  List<Fault> occasions() {
    List<Fault> all = new ArrayList<>();
    occasions.forEach((kind, count) -> {
      for (int occasion = 1; occasion <= count; occasion++) {
        all.add(new Fault(kind.service(), kind.name(), occasion));
      }
    });
    return all;
  }

  /** Whether something has to be made ready for it; where all are counted, it could be any. */
  boolean awaits(String service, String name) {
    if (counting) {
      return true;
    }
    for (Fault fault : waiting) {
      if (fault.service().equals(service) && fault.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The fault that a request meets; one that needs a change has no occasion in a mere read. */
  @Nullable HttpFault met(String service, boolean change) {
    return met(service, fault -> !fault.beforeConnecting() && (change || !fault.needsChange()));
  }

  /** The fault that a request meets before it is sent. */
  @Nullable HttpFault metConnecting(String service) {
    return met(service, HttpFault::beforeConnecting);
  }

  private @Nullable HttpFault met(String service, Predicate<HttpFault> occasion) {
    HttpFault met = null;
    if (isIdle()) {
      return met;
    }
    for (HttpFault fault : HttpFault.values()) {
      boolean asked = occasion.test(fault) && (!counting || fault.tried());
      if (asked && strikes(service, fault.spelling()) && met == null) {
        met = fault;
      }
    }
    return met;
  }

  /** Whether a fault of every service was asked for, and may still happen. */
  boolean waitsFor(String service, HttpFault fault) {
    return !counting && awaits(service, fault.spelling());
  }

  /** What was asked for and has happened, in this order. */
  List<Fault> happened() {
    return new ArrayList<>(happened);
  }

  /** What was asked for and has not happened. */
  List<Fault> waiting() {
    return new ArrayList<>(waiting);
  }
}
