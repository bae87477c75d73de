package dev.runbook.stdlib.slack;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Slack by its web API, or by a webhook where there is no token. */
final class SlackClient implements ServiceClient {

  private final Workspace workspace;
  private final Posts posts;
  private final Talk talk;
  private final Optional<Secret> token;
  private final Optional<Webhook> webhook;

  SlackClient(Connection connection) {
    workspace = new Workspace(connection);
    talk = new Talk(workspace);
    posts = new Posts(workspace, talk);
    token = connection.credential("token");
    webhook = connection.credential("webhook").map(secret -> new Webhook(connection, secret));
  }

  @Override
  public @Nullable Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (token.isEmpty()) {
      return withoutToken(action, arguments, call);
    }
    return switch (action) {
      case "post" -> posts.post(arguments.text("channel"), arguments.text("message"), call);
      case "posted" ->
          posts.posted(
              arguments.text("channel"), arguments.text("message"), arguments.time("since"), call);
      case "replies" -> talk.replies(new Arguments(arguments.map("message")), call);
      case "notices" -> talk.notices(arguments.text("channel"), arguments.time("since"), call);
      default -> throw new IllegalArgumentException("slack has no action " + action);
    };
  }

  @Override
  public List<Finding> verify(CallContext call) throws ServiceFailure, InterruptedException {
    if (token.isEmpty()) {
      return List.of();
    }
    List<String> missing = workspace.missingScopes(call);
    return List.of(
        missing.isEmpty()
            ? Finding.good("Slack is there and knows us")
            : Finding.bad(
                "our Slack token lacks scopes",
                "Give our app " + String.join(", ", missing) + " and install it again."));
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (token.isEmpty() || !arguments.has("channel")) {
      return List.of();
    }
    String channel = arguments.text("channel");
    return List.of(
        workspace.isJoined(channel, call)
            ? Finding.good("we are in the channel " + channel)
            : Finding.bad(
                "we are not in the channel " + channel,
                "Invite our app: `/invite @` and its name."));
  }

  private Object withoutToken(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!action.equals("post")) {
      throw ServiceFailure.refused(
          "Slack can be read with a token only, and this service has none: look there by hand.");
    }
    Webhook posting =
        webhook.orElseThrow(() ->
            ServiceFailure.refused(
                "This service has neither a token of Slack nor a webhook: give it one."));
    String channel = arguments.text("channel");
    posting.post(channel, arguments.text("message"), call);
    return Posts.message(channel, null, call.clock().now());
  }
}
