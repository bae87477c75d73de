package dev.runbook.evaluate;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A branch of a parallel, as it sees the others. When one of them has ended the run, the others go
 * on to their next effect and no further; what they are in the middle of is never cut.
 */
final class Siblings {

  private final @Nullable Siblings outer;
  private final String path;
  private final Shared all;
  private final AtomicBoolean arrived = new AtomicBoolean();

  /** What all of them know. */
  private static final class Shared {
    private final AtomicInteger behind;
    private volatile String ended = "";

    Shared(int count) {
      behind = new AtomicInteger(count);
    }
  }

  private Siblings(@Nullable Siblings outer, String path, Shared all) {
    this.outer = outer;
    this.path = path;
    this.all = all;
  }

  /**
   * @param outer the branch in which they are; null where it is none
   * @param path of the statement that they belong to
   */
  static List<Siblings> of(int count, @Nullable Siblings outer, String path) {
    Shared all = new Shared(count);
    return Stream.generate(() -> new Siblings(outer, path, all)).limit(count).toList();
  }

  /**
   * This branch has come to the end of its past, or has ended.
   *
   * @return whether that is new
   */
  boolean arrive() {
    boolean first = arrived.compareAndSet(false, true);
    if (first && all.behind.decrementAndGet() == 0 && outer != null) {
      outer.arrive();
    }
    return first;
  }

  /** Whether no branch is still in its past, so that it is known which of them have ended. */
  boolean haveArrived() {
    return all.behind.get() == 0 && (outer == null || outer.haveArrived());
  }

  /** The path of the branch in which something is. */
  String branch(String inner) {
    int from = path.isEmpty() ? 0 : path.length() + 1;
    int end = inner.indexOf('/', from);
    return end < 0 ? inner : inner.substring(0, end);
  }

  /**
   * @param why what the other branches are told about it
   */
  void end(String why) {
    all.ended = why.isEmpty() ? "another branch ended" : why;
  }

  boolean over() {
    return !why().isEmpty();
  }

  /** Why no branch goes further than its next effect; empty where all of them do. */
  String why() {
    return all.ended.isEmpty() && outer != null ? outer.why() : all.ended;
  }
}
