package dev.runbook.evaluate;

import dev.runbook.door.Services;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Services that answer as they are told, and keep every attempt. */
final class ScriptedServices implements Services {

  /** What an attempt meets. */
  interface Reply {
    Value to(Attempt attempt) throws ServiceFailure, InterruptedException;
  }

  final List<Attempt> attempts = Collections.synchronizedList(new ArrayList<>());

  /** No runbook of a test needs more: beyond it something is sent again and again. */
  private static final int MOST_ATTEMPTS = 500;

  private final Map<String, Deque<Reply>> replies = new HashMap<>();
  private final Set<String> byHand = new HashSet<>();

  /** The replies in their order; the last one stays. */
  void on(String action, Reply... all) {
    replies.put(action, new ArrayDeque<>(List.of(all)));
  }

  void answers(String action, Value... values) {
    Reply[] all = new Reply[values.length];
    for (int at = 0; at < values.length; at++) {
      Value value = values[at];
      all[at] = attempt -> value;
    }
    on(action, all);
  }

  void byHand(String service) {
    byHand.add(service);
  }

  static Reply fails(ServiceFailure failure) {
    return attempt -> {
      throw failure;
    };
  }

  static Reply says(Value value) {
    return attempt -> value;
  }

  List<Attempt> of(String action) {
    synchronized (attempts) {
      return attempts.stream().filter(a -> a.call().qualifiedName().equals(action)).toList();
    }
  }

  @Override
  public boolean isConnected(String service) {
    return !byHand.contains(service);
  }

  @Override
  public Value perform(Attempt attempt) throws ServiceFailure, InterruptedException {
    attempts.add(attempt);
    if (attempts.size() > MOST_ATTEMPTS) {
      throw new AssertionError("sent again and again: " + attempt.call());
    }
    Reply reply;
    synchronized (replies) {
      Deque<Reply> left = replies.get(attempt.call().qualifiedName());
      if (left == null) {
        throw new AssertionError("nothing is scripted for " + attempt.call());
      }
      reply = left.size() > 1 ? left.poll() : left.peek();
    }
    return java.util.Objects.requireNonNull(reply).to(attempt);
  }
}
