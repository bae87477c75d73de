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

  public double at(long millis) {
    double turns = millis / 60_000.0 / MINUTES + phase;
    return value * (1 + HEIGHT * Math.sin(2 * Math.PI * turns));
  }

  public boolean hasData() {
    return !Double.isNaN(value);
  }
}
