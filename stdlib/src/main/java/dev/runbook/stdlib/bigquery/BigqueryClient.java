package dev.runbook.stdlib.bigquery;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** BigQuery by its REST API, version 2. It only reads, and never more than it was allowed to. */
final class BigqueryClient implements ServiceClient {

  private static final BigDecimal USUAL_LIMIT = BigDecimal.TEN;

  /** What BigQuery's prices are for: 2 to the power of 30. */
  static final BigDecimal GIGABYTE = BigDecimal.valueOf(1L << 30);

  private final Connection connection;
  private final Jobs jobs;

  BigqueryClient(Connection connection) {
    this.connection = connection;
    jobs = new Jobs(connection);
  }

  @Override
  public List<Map<String, @Nullable Object>> perform(
      String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!action.equals("rows")) {
      throw new IllegalArgumentException("bigquery has no action " + action);
    }
    return jobs.rows(query(arguments), call);
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!arguments.has("project") || !arguments.has("query") || !arguments.has("parameters")) {
      return List.of();
    }
    Query query = query(arguments);
    BigDecimal wanted = gigabytes(jobs.reads(query, call).bytes());
    return List.of(
        Finding.good(
            "the query on %s can be answered and would read %s GB"
                .formatted(query.project(), wanted.toPlainString())));
  }

  private Query query(Arguments arguments) throws ServiceFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    arguments
        .map("parameters")
        .forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    BigDecimal allowed = allowed();
    BigDecimal limit =
        arguments.has("gigabytes") ? arguments.number("gigabytes").min(allowed) : allowed;
    return new Query(
        arguments.text("project"),
        arguments.text("query"),
        parameters,
        limit.multiply(GIGABYTE).longValue());
  }

  private BigDecimal allowed() throws ServiceFailure {
    String said = connection.setting("gigabytes").orElse(USUAL_LIMIT.toString());
    try {
      return new BigDecimal(said);
    } catch (NumberFormatException wrong) {
      throw ServiceFailure.refused(
          "The profile allows BigQuery `%s` gigabytes, which is no number: correct `gigabytes`."
              .formatted(said));
    }
  }

  static BigDecimal gigabytes(long bytes) {
    return BigDecimal.valueOf(bytes).divide(GIGABYTE, 2, RoundingMode.CEILING);
  }
}
