package dev.runbook.console;

import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as it stands now, made from its events: the steps that go on, with what goes on in them.
 * What is over is counted and let go, so a run of any length takes no more room than what it does
 * at a time.
 */
public final class RunTree implements Event.Sink {

  /** What goes on at a place. */
  enum Kind {
    STEP,
    CALL,
    WAIT,
    QUESTION
  }

  /** Something that goes on. */
  static final class Node {
    final Kind kind;
    final String path;
    final String title;
    final Instant since;
    final Map<String, Node> inside = new LinkedHashMap<>();
    int over;
    String seen = "";
    @Nullable Duration usually;
    @Nullable Duration limit;

    private Node(Kind kind, String path, String title, Instant since) {
      this.kind = kind;
      this.path = path;
      this.title = title;
      this.since = since;
    }
  }

  /** A step that is over. */
  record Over(String title, Outcome outcome, Duration took) {}

  private static final int REMEMBERED = 3;

  private final List<String> ahead;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Node> steps = new HashMap<>();
  private final Node root = new Node(Kind.STEP, "", "", Instant.EPOCH);
  private final Deque<Over> over = new ArrayDeque<>();
  private Map<String, Usual> usual = Map.of();
  private Instant began = Instant.EPOCH;
  private Instant last = Instant.EPOCH;
  private String title = "";
  private int reached;
  private int version;

  /**
   * @param titles of the runbook's own steps by their names, in their order
   */
  public RunTree(Map<String, String> titles) {
    this.ahead = List.copyOf(titles.values());
    titles.keySet().forEach(name -> places.put(name, places.size()));
  }

  /** What earlier runs took. */
  public synchronized void usual(Map<String, Usual> earlier) {
    usual = Map.copyOf(earlier);
    version++;
  }

  /** Another number whenever there is something else to show. */
  public synchronized int version() {
    return version;
  }

  @Override
  public synchronized void accept(Event event) {
    version++;
    if (event instanceof Event.Durable durable && durable.at().isAfter(last)) {
      last = durable.at();
    }
    switch (event) {
      case Event.Began run -> {
        title = run.title();
        began = run.at();
      }
      case Event.StepBegan step -> begin(step);
      case Event.StepEnded step -> end(step);
      case Event.Intent intent ->
          put(new Node(Kind.CALL, intent.path(), intent.call().toString(), intent.at()));
      case Event.Settled settled -> remove(Kind.CALL, settled.path());
      case Event.Waiting waiting -> {
        Node node = new Node(Kind.WAIT, waiting.path(), waiting.what(), waiting.at());
        node.usually = waiting.usually();
        node.limit = waiting.limit();
        put(node);
      }
      case Event.Seen seen -> seen(seen);
      case Event.Waited waited -> remove(Kind.WAIT, waited.path());
      case Event.Asked asked ->
          put(new Node(Kind.QUESTION, asked.path(), asked.prompt().text(), asked.at()));
      case Event.Answered answered -> remove(Kind.QUESTION, answered.path());
      case Event.GaveUp gaveUp -> remove(Kind.QUESTION, gaveUp.path());
      default -> {
        // It changes nothing of what goes on.
      }
    }
  }

  private void begin(Event.StepBegan step) {
    Node node = new Node(Kind.STEP, step.path(), step.title(), step.at());
    put(node);
    steps.put(step.path(), node);
    reached = Math.max(reached, places.getOrDefault(step.path(), -1) + 1);
  }

  private void end(Event.StepEnded step) {
    Node node = steps.remove(step.path());
    if (node == null) {
      return;
    }
    remove(Kind.STEP, step.path());
    if (step.path().indexOf('/') < 0) {
      over.addLast(new Over(node.title, step.outcome(), Duration.between(node.since, step.at())));
      if (over.size() > REMEMBERED) {
        over.removeFirst();
      }
    }
  }

  private void seen(Event.Seen seen) {
    for (Kind kind : List.of(Kind.WAIT, Kind.CALL)) {
      Node node = parent(seen.path()).inside.get(key(kind, seen.path()));
      if (node != null) {
        node.seen = seen.what();
        Instant now = node.since.plus(seen.waited());
        last = now.isAfter(last) ? now : last;
        return;
      }
    }
  }

  private void put(Node node) {
    Node parent = node.kind == Kind.STEP ? above(node.path) : parent(node.path);
    parent.inside.put(key(node.kind, node.path), node);
  }

  private void remove(Kind kind, String path) {
    Node parent = kind == Kind.STEP ? above(path) : parent(path);
    if (parent.inside.remove(key(kind, path)) != null) {
      parent.over++;
    }
  }

  private static String key(Kind kind, String path) {
    return kind + " " + path;
  }

  private Node above(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? root : parent(path.substring(0, slash));
  }

  /** The step in which a place is. */
  private Node parent(String path) {
    String at = path;
    while (true) {
      Node step = steps.get(at);
      if (step != null) {
        return step;
      }
      int slash = at.lastIndexOf('/');
      if (slash < 0) {
        return root;
      }
      at = at.substring(0, slash);
    }
  }

  /** What is drawn now, and may not change meanwhile. */
  synchronized <T> T look(java.util.function.Function<RunTree, T> drawing) {
    return drawing.apply(this);
  }

  Node root() {
    return root;
  }

  String title() {
    return title;
  }

  /** Nothing, as long as it has not begun: a view may be drawn before. */
  Duration took(Instant now) {
    return began.equals(Instant.EPOCH) ? Duration.ZERO : Duration.between(began, now);
  }

  Instant last() {
    return last;
  }

  @Nullable Usual usual(String path) {
    return usual.get(path);
  }

  /** The last steps of the runbook that are over, the newest last. */
  List<Over> over() {
    return List.copyOf(over);
  }

  /** The titles of the first steps of the runbook that were not begun. */
  List<String> ahead(int most) {
    return ahead.subList(reached, Math.min(ahead.size(), reached + Math.max(0, most)));
  }

  int aheadInAll() {
    return ahead.size() - reached;
  }
}
