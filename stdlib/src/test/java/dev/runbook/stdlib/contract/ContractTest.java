package dev.runbook.stdlib.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That a breach is seen, in both directions: a check that finds nothing is worth nothing. */
class ContractTest {

  private static final String REF =
      """
      {"ref": "refs/tags/v3.20", "node_id": "x", "url": "https://api.github.com/x",
       "object": {"type": "tag", "sha": "%s", "url": "https://api.github.com/y"}}
      """;

  private Contract contract;

  @BeforeEach
  void read() {
    contract = Contract.of("github-subset.json");
  }

  @Test
  void whatTheDocumentSaysIsNoBreach() {
    compare("GET", "git/ref/tags/v3.20", "", Reply.json(200, REF.formatted("a".repeat(40))));
    compare("POST", "releases", "{\"tag_name\": \"v3.20\"}", Reply.json(404, "{}"));
    assertThat(contract.exchanges()).hasSize(2);
    contract.assertKept();
  }

  @Test
  void aRequestThatLacksAField() {
    compare("POST", "releases", "{\"name\": \"v3.20\"}", Reply.json(404, "{}"));
    assertThat(contract.breaches()).singleElement().asString().contains("tag_name");
    assertThatThrownBy(contract::assertKept).isInstanceOf(AssertionError.class);
  }

  @Test
  void anAnswerWithAFieldOfAnotherForm() {
    compare("GET", "git/ref/tags/v3.20", "", Reply.json(200, REF.formatted("short")));
    assertThat(contract.breaches()).singleElement().asString().contains("40 characters");
  }

  @Test
  void aPathAndAStatusThatAreNotInIt() {
    compare("PUT", "no/such/thing", "", Reply.json(200, "{}"));
    compare("GET", "git/ref/tags/v3.20", "", Reply.json(418, "{}"));
    assertThat(contract.breaches()).hasSize(2);
  }

  @Test
  void whatIsLeftOutIsNotCompared() {
    contract.leavingOut("PUT /repos/o/r/no/.*");
    compare("PUT", "no/such/thing", "", Reply.json(200, "{}"));
    assertThatThrownBy(contract::assertKept).hasMessageContaining("exchanges held");
  }

  private void compare(String method, String path, String body, Reply reply) {
    Map<String, String> headers =
        body.isEmpty() ? Map.of() : Map.of("content-type", "application/json");
    URI address = URI.create("https://api.github.com/repos/o/r/" + path);
    contract.compare(
        new Request(method, address, headers, body.getBytes(StandardCharsets.UTF_8)), reply);
  }
}
