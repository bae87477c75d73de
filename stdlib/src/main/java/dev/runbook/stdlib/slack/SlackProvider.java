package dev.runbook.stdlib.slack;

import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.Declaration;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Offers the service; loads nothing else until it is connected, because every check instantiates
 * all providers.
 *
 * <p>Credential {@code token}: a bot's token, in the environment SLACK_BOT_TOKEN, with the scopes
 * chat:write, channels:read, channels:history and reactions:read, and for private channels
 * groups:read and groups:history. Where there is none, credential {@code webhook},
 * SLACK_WEBHOOK_URL, and setting {@code webhook-channel}, the channel that it posts to: a webhook
 * can post and nothing else. Setting {@code base} is needed for another address than
 * https://slack.com/ only.
 */
public final class SlackProvider implements ServiceProvider {

  @Override
  public String service() {
    return "slack";
  }

  @Override
  public String declaration() {
    return Declaration.beside(SlackProvider.class, service());
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.credential("token", "a bot's token", "SLACK_BOT_TOKEN", "SLACK_TOKEN"),
        Setting.credential("webhook", "an incoming webhook's address", "SLACK_WEBHOOK_URL"),
        Setting.of("webhook-channel", "the channel that the webhook posts to"));
  }

  @Override
  public Optional<URI> address() {
    return Optional.of(URI.create("https://slack.com/"));
  }

  @Override
  public List<String> lacks(Connection connection) {
    return Stream.of("token", "webhook").allMatch(name -> connection.credential(name).isEmpty())
        ? List.of("token", "webhook")
        : List.of();
  }

  @Override
  public ServiceClient connect(Connection connection) {
    return new SlackClient(connection);
  }

  @Override
  public Optional<StandIn> standIn(World world) {
    return Optional.of(new SlackStandIn(world));
  }
}
