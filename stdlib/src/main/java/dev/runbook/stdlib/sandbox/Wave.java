package dev.runbook.stdlib.sandbox;

/**
 * A metric that stays near a value, with the small waves that charts have.
 *
 * @param value NaN where there is no data
 * @param phase tells the waves of several metrics apart
 */
public record Wave(double value, int phase) {

  private static final double HEIGHT = 0.02;
  private static final double MINUTES = 17;

  /** No chart shows more digits, and they would have to be written and read. */
  private static final double PRECISION = 1e6;

  private static final double LARGEST = 1e9;

  public double at(long millis) {
    double turns = millis / 60_000.0 / MINUTES + phase;
    double at = value * (1 + HEIGHT * Math.sin(2 * Math.PI * turns));
    return Math.abs(at) < LARGEST ? Math.rint(at * PRECISION) / PRECISION : at;
  }

  public boolean hasData() {
    return !Double.isNaN(value);
  }
}
