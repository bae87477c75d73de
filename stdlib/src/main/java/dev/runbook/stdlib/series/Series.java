package dev.runbook.stdlib.series;

import dev.runbook.spi.ServiceFailure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a service answered to one question, as one number. A series that shows nothing says nothing:
 * that is never zero.
 */
public final class Series {

  /** No chart shows more digits, and no person reads them. */
  private static final MathContext PRECISION = new MathContext(6);

  private final String service;
  private final String what;
  private final String when;
  private final List<BigDecimal> points = new ArrayList<>();
  private final List<Instant> ends = new ArrayList<>();

  /**
   * @param what the chart or query, to stand before "has no data" in a message
   * @param when it was asked for, to stand behind that
   */
  public Series(String service, String what, String when) {
    this.service = service;
    this.what = what;
    this.when = when;
  }

  /**
   * Adds one series. Gaps between points are usual, and are not among them.
   *
   * @param end when its last point was
   * @throws ServiceFailure (unreadable) where it has no points at all
   */
  public void add(List<BigDecimal> series, Instant end) throws ServiceFailure {
    if (series.isEmpty()) {
      throw noData();
    }
    points.addAll(series);
    ends.add(end);
  }

  /**
   * The mean of all points of all series.
   *
   * @param lag by how much one of them may end before another
   * @throws ServiceFailure (unreadable) where there is no series, or one of them has ended
   */
  public BigDecimal mean(Duration lag) throws ServiceFailure {
    if (points.isEmpty()) {
      throw noData();
    }
    Instant newest = Collections.max(ends);
    long ended = ends.stream().filter(end -> end.isBefore(newest.minus(lag))).count();
    if (ended > 0) {
      throw ServiceFailure.unreadable(
          "%s's answer leaves it open: of the %d series of %s, %d ended a while ago; look at it by hand."
              .formatted(service, ends.size(), what, ended),
          null);
    }
    BigDecimal sum = points.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(points.size()), PRECISION);
  }

  /** The failure of an answer that decides nothing. */
  public ServiceFailure noData() {
    return ServiceFailure.unreadable(
        "%s's answer leaves it open: %s has no data %s; look there by hand, and whether what it measures still runs."
            .formatted(service, what, when),
        null);
  }
}
