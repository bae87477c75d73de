package dev.runbook.stdlib.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Uris;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.authorization.AuthorizationProvider;

/** The github-api library, speaking by our exchange. */
final class Library {

  /** One action's work with a repository. */
  @FunctionalInterface
  interface Work<T> {
    T with(GHRepository repository, Conversation conversation)
        throws IOException, ServiceFailure, InterruptedException;
  }

  private final Exchange exchange;
  private final Map<String, GHRepository> repositories = new ConcurrentHashMap<>();

  Library(Connection connection) {
    exchange = new Exchange("GitHub", connection).header("X-GitHub-Api-Version", "2022-11-28");
    connection.credential("token").ifPresent(exchange::bearer);
  }

  /**
   * Does something with a repository.
   *
   * @param purpose what is asked, to stand after "to" in a message
   */
  <T> T with(String repository, CallContext call, String purpose, Work<T> work)
      throws ServiceFailure, InterruptedException {
    Names.requireRepository(repository);
    Conversation conversation = new Conversation(exchange, call, purpose);
    try {
      return ScopedValue.where(Connector.CONVERSATION, conversation)
          .call(() -> {
            GHRepository found = repository(repository, conversation);
            conversation.about(purpose);
            return work.with(found, conversation);
          });
    } catch (ServiceFailure | InterruptedException known) {
      throw known;
    } catch (Exception complaint) {
      // The library also throws what its code trips over in an answer that it does not expect.
      throw conversation.failure(complaint);
    }
  }

  /** What the library has no class for, or one that knows less than GitHub says. */
  JsonNode read(String repository, String path, Conversation conversation)
      throws ServiceFailure, InterruptedException {
    return conversation.read(Uris.below(exchange.base(), "repos/" + repository + "/" + path));
  }

  /** Asks for what costs nothing and is refused to nobody who is known. */
  void greet(CallContext call) throws ServiceFailure, InterruptedException {
    exchange
        .ask(call, "say whether it knows us")
        .get(Uris.below(exchange.base(), "rate_limit"))
        .json();
  }

  private GHRepository repository(String name, Conversation conversation)
      throws IOException, ServiceFailure {
    GHRepository known = repositories.get(name);
    if (known != null) {
      return known;
    }
    conversation.about("read the repository " + name);
    GHRepository found = gitHub().getRepository(name);
    if (!name.equalsIgnoreCase(found.getFullName())) {
      throw ServiceFailure.refused(
          "The repository %s has another name now: correct it, so that nothing is changed in a place that was not meant."
              .formatted(name));
    }
    found.setCompareUsePaginatedCommits(true);
    repositories.put(name, found);
    return found;
  }

  /** Who we are, the exchange says; waiting for a rate limit is the run's to decide. */
  private GitHub gitHub() throws IOException, ServiceFailure {
    return new GitHubBuilder()
        .withEndpoint(exchange.base().toString())
        .withConnector(new Connector())
        .withAuthorizationProvider(AuthorizationProvider.ANONYMOUS)
        .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
        .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
        .build();
  }
}
