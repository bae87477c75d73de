package dev.runbook.stdlib.prometheus;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.series.Baselines;
import dev.runbook.stdlib.series.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prometheus by its HTTP API. Queries are posted as a form: an address may be too short for one.
 */
final class PrometheusClient implements ServiceClient {

  private final Exchange exchange;
  private final Baselines baselines = new Baselines();

  PrometheusClient(Connection connection) {
    exchange = new Exchange("Prometheus", connection);
    connection
        .setting("user")
        .ifPresent(user ->
            connection
                .credential("password")
                .ifPresent(password -> exchange.basic(user, password)));
    connection.credential("token").ifPresent(exchange::bearer);
  }

  @Override
  public Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    String query = arguments.text("query");
    return switch (action) {
      case "value" -> now(query, call).value();
      case "values" -> now(query, call).values(arguments.text("label"));
      case "current" -> mean(query, Window.current(call.clock().now()), call);
      case "baseline" -> mean(query, Window.baseline(arguments.time("before")), call);
      default -> throw new IllegalArgumentException("prometheus has no action " + action);
    };
  }

  @Override
  public List<Finding> verify(CallContext call) throws ServiceFailure, InterruptedException {
    now("vector(1)", call).value();
    return List.of(Finding.good("Prometheus is there and answers queries"));
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!arguments.has("query")) {
      return List.of();
    }
    String query = arguments.text("query");
    return List.of(
        now(query, call).isEmpty()
            ? Finding.bad(
                "the query `%s` gives nothing".formatted(query),
                "Correct its names and labels, or see whether what it measures is there.")
            : Finding.good("the query `%s` gives something".formatted(query)));
  }

  private Result now(String query, CallContext call) throws ServiceFailure, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("query", query);
    form.put("time", seconds(call.clock().now()));
    return ask("query", query, form, call);
  }

  private BigDecimal mean(String query, Window window, CallContext call)
      throws ServiceFailure, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("query", query);
    form.put("start", seconds(window.from()));
    form.put("end", seconds(window.to()));
    form.put("step", BigDecimal.valueOf(window.step().toMillis(), 3).toPlainString());
    return baselines.of(
        form.toString(),
        window,
        call.clock().now(),
        () -> ask("query_range", query, form, call).mean(window));
  }

  private Result ask(String path, String query, Map<String, String> form, CallContext call)
      throws ServiceFailure, InterruptedException {
    Answer answer =
        exchange
            .ask(call, "answer the query `" + query + "`")
            .postForm(Uris.below(exchange.base(), "api/v1/" + path), form);
    return Result.of(answer, query);
  }

  private static String seconds(Instant moment) {
    return BigDecimal.valueOf(moment.toEpochMilli(), 3).toPlainString();
  }
}
