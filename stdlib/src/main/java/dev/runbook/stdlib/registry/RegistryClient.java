package dev.runbook.stdlib.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Ask;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Registries by the distribution specification, version 1.1. It only reads. */
final class RegistryClient implements ServiceClient {

  private static final String NAME = "The registry";

  /** An image for several platforms has an index, and a registry gives only what is accepted. */
  private static final String MANIFESTS =
      "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json,"
          + " application/vnd.docker.distribution.manifest.list.v2+json,"
          + " application/vnd.docker.distribution.manifest.v2+json";

  private static final Pattern DIGEST = Pattern.compile("[a-z0-9]+:[0-9a-f]{32,128}");
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

  /** Pages of 1,000 tags. */
  private static final int MOST_PAGES = 20;

  private final Connection connection;
  private final Optional<String> user;
  private final Optional<Secret> password;

  RegistryClient(Connection connection) {
    this.connection = connection;
    user = connection.setting("user");
    password = user.flatMap(_ -> connection.credential("password"));
  }

  @Override
  public @Nullable Object perform(String action, Arguments given, CallContext call)
      throws ServiceFailure, InterruptedException {
    Image image = Image.of(given.text("image"), new Exchange(NAME, connection).base());
    return switch (action) {
      case "digest" -> digest(image, Image.tag(given.text("tag")), call);
      case "tags" -> tags(image, call);
      default -> throw new IllegalArgumentException("registry has no action " + action);
    };
  }

  /** Tonight's tag may not be there yet: what is asked is whether we may read the image. */
  @Override
  public List<Finding> verify(String action, Arguments given, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!given.has("image")) {
      return List.of();
    }
    Image image = Image.of(given.text("image"), new Exchange(NAME, connection).base());
    digest(image, Image.tag("latest"), call);
    return List.of(Finding.good("the registry answers for " + image.name()));
  }

  private @Nullable String digest(Image image, String tag, CallContext call)
      throws ServiceFailure, InterruptedException {
    String purpose = "say what " + image.name() + ":" + tag + " is";
    URI address = Uris.below(image.registry(), image.path() + "manifests/" + tag);
    Answer answer = known(image, call, exchange -> ask(exchange, call, purpose).head(address));
    if (answer.status() == 404) {
      return null;
    }
    return answer
        .header("Docker-Content-Digest")
        .filter(digest -> DIGEST.matcher(digest).matches())
        .orElseThrow(() -> answer.unusable("it names no digest"));
  }

  private List<String> tags(Image image, CallContext call)
      throws ServiceFailure, InterruptedException {
    String purpose = "list the tags of " + image.name();
    URI address = Uris.below(image.registry(), image.path() + "tags/list?n=1000");
    List<String> tags = new ArrayList<>();
    for (int page = 0; page < MOST_PAGES; page++) {
      URI here = address;
      Answer answer = known(image, call, exchange -> ask(exchange, call, purpose).get(here));
      JsonNode list = answer.status() == 404 ? null : answer.json().path("tags");
      if (list == null) {
        throw answer.failure();
      }
      // A registry without any tag of it says null.
      list.forEach(tag -> tags.add(tag.asText()));
      Matcher next = NEXT.matcher(answer.header("Link").orElse(""));
      if (!next.find()) {
        return tags;
      }
      address = below(image, next.group(1), answer);
    }
    return tags;
  }

  private static URI below(Image image, String link, Answer answer) throws ServiceFailure {
    try {
      URI next = image.registry().resolve(link);
      if (String.valueOf(next.getRawAuthority()).equals(image.registry().getRawAuthority())) {
        return next;
      }
      throw answer.unusable("it continues at another host");
    } catch (IllegalArgumentException nonsense) {
      throw answer.unusable("it continues at no address");
    }
  }

  private static Ask ask(Exchange exchange, CallContext call, String purpose) {
    return exchange.ask(call, purpose).accepting(401, 404).header("Accept", MANIFESTS);
  }

  private interface Request {
    Answer by(Exchange exchange) throws ServiceFailure, InterruptedException;
  }

  /** Sends a read, and once more with a token where the registry asks for one. */
  private Answer known(Image image, CallContext call, Request request)
      throws ServiceFailure, InterruptedException {
    Answer first = request.by(new Exchange(NAME, connection));
    if (first.status() != 401) {
      return first;
    }
    Challenge challenge = Challenge.of(first);
    Exchange exchange = new Exchange(NAME, connection);
    if (challenge.realm() != null) {
      exchange.bearer(token(challenge, image, call));
    } else if (user.isPresent() && password.isPresent()) {
      exchange.basic(user.get(), password.get());
    }
    Answer second = request.by(exchange);
    if (second.status() == 401) {
      throw second.failure();
    }
    return second;
  }

  private Secret token(Challenge challenge, Image image, CallContext call)
      throws ServiceFailure, InterruptedException {
    String host = connection.setting("token-host").orElse("auth.docker.io");
    URI address = challenge.address(Set.of(host, image.registry().getHost()));
    Exchange exchange = new Exchange(NAME, connection);
    if (user.isPresent() && password.isPresent()) {
      exchange.basic(user.get(), password.get());
    }
    Answer answer = exchange.ask(call, "give us a token for " + image.name()).get(address);
    JsonNode json = answer.json();
    String token = json.path("token").asText(json.path("access_token").asText());
    if (token.isEmpty()) {
      throw answer.unusable("there is no token in it");
    }
    return new Secret("registry.session", token);
  }
}
