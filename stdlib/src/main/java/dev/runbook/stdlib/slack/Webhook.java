package dev.runbook.stdlib.slack;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Json;
import java.net.URI;

/**
 * An address to which whoever knows it may post, always in the same channel. Nothing can be read
 * there, not even whether a message arrived.
 */
final class Webhook {

  private final Connection connection;
  private final Exchange exchange;
  private final Secret secret;

  Webhook(Connection connection, Secret secret) {
    this.connection = connection;
    this.secret = secret;
    exchange = new Exchange("Slack", connection).hiding(secret);
  }

  void post(String channel, String message, CallContext call)
      throws ServiceFailure, InterruptedException {
    String its = connection.setting("webhook-channel").orElse("");
    if (!its.equals(channel)) {
      throw ServiceFailure.refused(
          "The Slack webhook does not post to %s: name its channel in the setting webhook-channel, or give this service a token."
              .formatted(channel));
    }
    Answer answer =
        exchange
            .ask(call, "post a message in " + channel)
            .change()
            .postJson(address(), Json.object().put("text", Words.escaped(message)).toString());
    if (answer.isHtml()) {
      throw answer.loginPage();
    }
    if (!answer.text().strip().equals("ok")) {
      throw answer.unusable("it does not say ok");
    }
  }

  private URI address() throws ServiceFailure {
    try {
      URI address = URI.create(secret.reveal());
      if (address.getHost() != null) {
        return address;
      }
      throw noAddress();
    } catch (IllegalArgumentException nonsense) {
      throw noAddress();
    }
  }

  private ServiceFailure noAddress() {
    return ServiceFailure.refused(
        "%s is no web address: it begins with https://hooks.slack.com/.".formatted(secret));
  }
}
