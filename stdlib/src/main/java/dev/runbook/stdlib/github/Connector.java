package dev.runbook.stdlib.github;

import dev.runbook.stdlib.exchange.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/** Hands the library's requests to the conversation that they belong to. */
final class Connector implements GitHubConnector {

  static final ScopedValue<Conversation> CONVERSATION = ScopedValue.newInstance();

  private static final class Received extends GitHubConnectorResponse.ByteArrayResponse {

    private final byte[] body;

    Received(GitHubConnectorRequest request, Answer answer, Map<String, List<String>> headers) {
      super(request, answer.status(), headers);
      body = answer.text().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected InputStream rawBodyStream() {
      return new ByteArrayInputStream(body);
    }
  }

  @Override
  public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
    String accept = Optional.ofNullable(request.header("Accept")).orElse("application/json");
    InputStream body = request.body();
    String json = body == null ? null : new String(body.readAllBytes(), StandardCharsets.UTF_8);
    Answer answer = CONVERSATION.get().send(request.method(), address(request), accept, json);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return new Received(request, answer, headers);
  }

  /** The library reads a ref in a place that GitHub has documented no more since 2019. */
  private static URI address(GitHubConnectorRequest request) {
    String address = request.url().toString();
    boolean read = request.method().equals("GET");
    return URI.create(read ? address.replaceFirst("/git/refs/", "/git/ref/") : address);
  }
}
