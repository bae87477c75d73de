package dev.runbook.stdlib.series;

import dev.runbook.spi.ServiceFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was is asked for once: a watch compares with the same baseline at each of its looks, and a
 * service under load is not made to work it out again.
 */
public final class Baselines {

  private final Map<String, BigDecimal> known = new ConcurrentHashMap<>();

  /** A question to the service. */
  @FunctionalInterface
  public interface Question {
    BigDecimal ask() throws ServiceFailure, InterruptedException;
  }

  /**
   * The answer to a question about a stretch of time, from before where that lies in the past.
   *
   * @param words the whole question, as it is sent
   */
  public BigDecimal of(String words, Window window, Instant now, Question question)
      throws ServiceFailure, InterruptedException {
    BigDecimal before = known.get(words);
    if (before != null) {
      return before;
    }
    BigDecimal answer = question.ask();
    if (window.to().isBefore(now)) {
      known.put(words, answer);
    }
    return answer;
  }
}
