package dev.runbook.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * The branches of one parallel. When one of them has ended the run, the others go on to their next
 * effect and no further; what they are in the middle of is never cut.
 */
final class Siblings {

  private final @Nullable Siblings outer;
  private final String path;
  private volatile String ended = "";

  /**
   * @param path of the statement that they belong to
   */
  Siblings(@Nullable Siblings outer, String path) {
    this.outer = outer;
    this.path = path;
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
    ended = why.isEmpty() ? "another branch ended" : why;
  }

  boolean over() {
    return !why().isEmpty();
  }

  /** Why no branch goes further than its next effect; empty where all of them do. */
  String why() {
    return ended.isEmpty() && outer != null ? outer.why() : ended;
  }
}
