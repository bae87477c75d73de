package dev.runbook.stdlib.matrix;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.Stub;
import dev.runbook.stdlib.sandbox.TestProfile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the homeserver is found where the profile does not say where it is. */
class DiscoveryTest {

  private static final String HERE = "{\"m.homeserver\":{\"base_url\":\"https://stub.test\"}}";

  private final List<Request> requests = new CopyOnWriteArrayList<>();

  @TempDir private @Nullable Path scratch;

  @Test
  void theTokenGoesToTheHomeserverAndToNobodyElse() {
    read(HERE, "#r:stub.test", Map.of());
    assertThat(requests.getFirst().uri().getPath()).isEqualTo("/.well-known/matrix/client");
    assertThat(requests.getFirst().header("Authorization")).isEmpty();
    assertThat(requests.get(1).header("Authorization")).contains("Bearer secret");
  }

  @Test
  void ourOwnServerIsAskedAndNotTheRooms() {
    read(HERE, "#r:elsewhere.test", Map.of("user", "@we:stub.test"));
    assertThat(requests)
        .extracting(request -> request.uri().getHost())
        .isNotEmpty()
        .containsOnly("stub.test");
  }

  @Test
  void whatTheProfileSaysIsNotAskedFor() {
    read(HERE, "#r:elsewhere.test", Map.of("base", Stub.BASE));
    assertThat(requests)
        .noneMatch(request -> request.uri().getPath().contains("well-known"))
        .isNotEmpty();
  }

  @Test
  void aHomeserverThatTheProfileDoesNotLetUsGoToIsNotAsked() {
    String elsewhere = HERE.replace("stub.test", "evil.test");
    ServiceFailure failure = read(elsewhere, "#r:stub.test", Map.of());
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("evil.test");
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"m.homeserver\":{\"base_url\":\"not an address\"}}",
        "{\"m.homeserver\":{\"base_url\":\"nowhere\"}}"
      })
  void anAnswerThatNamesNoHomeserverIsOfNoUse(String answer) {
    assertThat(read(answer, "#r:stub.test", Map.of()).kind()).isEqualTo(Kind.UNREADABLE);
  }

  @Test
  void aNameWithoutAServerIsRefused() {
    ServiceFailure failure = read(HERE, "#just a room", Map.of());
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("#room:server.org");
  }

  /** A look into a room, which fails at the latest where there is no such room. */
  private ServiceFailure read(String discovery, String room, Map<String, String> settings) {
    try (Stub stub = new Stub(requireNonNull(scratch), request -> answer(request, discovery));
        MatrixClient client =
            new MatrixClient(
                new TestProfile(stub.connection(), settings, Map.of("token", "secret")))) {
      var arguments = Rehearsal.arguments("room", room, "message", "x", "since", Instant.EPOCH);
      return failure(() -> client.perform("posted", arguments, stub.call()));
    }
  }

  private Reply answer(Request request, String discovery) {
    requests.add(request);
    return request.uri().getPath().contains("well-known")
        ? Reply.json(200, discovery)
        : Reply.json(404, "{}");
  }
}
