package dev.runbook.stdlib.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The faults that a rehearsal was asked for, and how often each could have happened so far. */
final class Faults {

  private record Kind(String service, String name) {}

  private final Set<Fault> waiting;
  private final Map<Kind, Integer> occasions = new HashMap<>();

  Faults(List<Fault> asked) {
    waiting = new LinkedHashSet<>(asked);
  }

  /** One more, whose occasions count from now on. */
  boolean add(Fault fault) {
    occasions.remove(new Kind(fault.service(), fault.name()));
    return waiting.add(fault);
  }

  /** Whether the fault happens now; this is one of its occasions. */
  boolean strikes(String service, String name) {
    if (waiting.isEmpty()) {
      // Where one is asked for later, its occasions count from then on.
      return false;
    }
    int occasion = occasions.merge(new Kind(service, name), 1, Integer::sum);
    return waiting.remove(new Fault(service, name, occasion));
  }

  boolean awaits(String service, String name) {
    return waiting.stream()
        .anyMatch(fault -> fault.service().equals(service) && fault.name().equals(name));
  }

  /** The fault that a request meets; one that needs a change has no occasion in a mere read. */
  @Nullable HttpFault met(String service, boolean change) {
    HttpFault met = null;
    if (waiting.isEmpty()) {
      return met;
    }
    for (HttpFault fault : HttpFault.values()) {
      boolean occasion = fault != HttpFault.REFUSED && (change || !fault.needsChange());
      if (occasion && strikes(service, fault.spelling()) && met == null) {
        met = fault;
      }
    }
    return met;
  }

  /** What was asked for and has not happened. */
  List<Fault> waiting() {
    return new ArrayList<>(waiting);
  }
}
