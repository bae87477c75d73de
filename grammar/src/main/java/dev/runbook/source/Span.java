package dev.runbook.source;

/**
 * A stretch of a source text, in UTF-16 units from its start. Line and column are computed when
 * they are shown.
 */
public record Span(int offset, int length) {

  public Span {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("negative span: " + offset + "+" + length);
    }
  }

  public int end() {
    return offset + length;
  }

  /** The smallest span that covers both. */
  public Span to(Span other) {
    int start = Math.min(offset, other.offset);
    return new Span(start, Math.max(end(), other.end()) - start);
  }

  /** The empty span right behind this one. */
  public Span after() {
    return new Span(end(), 0);
  }
}
