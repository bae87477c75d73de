package dev.runbook.stdlib.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A metric that stays near a value, with the small waves that charts have.
 *
 * @param value NaN where there is no data
 * @param phase tells the waves of several metrics apart
 * @param since when it began to be near this value, in milliseconds
 * @param before how it was until then; null: as it is
 */
public record Wave(double value, int phase, long since, @Nullable Wave before) {

  private static final double HEIGHT = 0.02;
  private static final double MINUTES = 17;

  /** No chart shows more digits, and they would have to be written and read. */
  private static final double PRECISION = 1e6;

  private static final double LARGEST = 1e9;

  public Wave(double value, int phase) {
    this(value, phase, Long.MIN_VALUE, null);
  }

  /** The same metric, which is near another value from a moment on. */
  public Wave becoming(double other, long millis) {
    return new Wave(other, phase, millis, this);
  }

  public double at(long millis) {
    if (before != null && millis < since) {
      return before.at(millis);
    }
    double turns = millis / 60_000.0 / MINUTES + phase;
    double at = value * (1 + HEIGHT * Math.sin(2 * Math.PI * turns));
    return Math.abs(at) < LARGEST ? Math.rint(at * PRECISION) / PRECISION : at;
  }

  public boolean hasData() {
    return !Double.isNaN(value);
  }
}
