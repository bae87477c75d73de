package dev.runbook.stdlib.http;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads any address. */
final class HttpClient implements ServiceClient {

  private final Exchange exchange;

  HttpClient(Connection connection) {
    exchange = new Exchange("The server", connection);
  }

  @Override
  public @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    Answer answer = answer(arguments, call);
    return switch (action) {
      case "text" -> answer.text();
      case "json" -> Json.plain(answer.json());
      default -> throw new IllegalArgumentException("http has no action " + action);
    };
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!arguments.has("url")) {
      return List.of();
    }
    Answer answer = answer(arguments, call);
    if (action.equals("json")) {
      answer.json();
    }
    return List.of(Finding.good("%s answers".formatted(arguments.text("url"))));
  }

  private Answer answer(Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    URI address = Uris.address(arguments.text("url"));
    return exchange.ask(call, "answer at " + address).get(address);
  }
}
