package dev.runbook.stdlib.slack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.StandIn;
import dev.runbook.stdlib.contract.SwaggerContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** What the client asks and the stand-in answers is as Slack's own description says. */
class SlackContractTest extends SlackClientTest {

  private static @Nullable SwaggerContract contract;

  @BeforeAll
  static void read() {
    contract = SwaggerContract.of("slack-subset.swagger2.json");
  }

  @Override
  StandIn around(StandIn standIn) {
    return standIn instanceof SlackStandIn ? requireNonNull(contract).around(standIn) : standIn;
  }

  @AfterEach
  void everythingWasAsItSays() {
    assertThat(requireNonNull(contract).contract().breaches()).isEmpty();
  }

  @AfterAll
  static void everyMethodWasHeldAgainstIt() {
    if (contract != null) {
      for (String method :
          new String[] {
            "POST /api/chat.postMessage",
            "GET /api/conversations.history",
            "GET /api/conversations.replies",
            "GET /api/conversations.list",
            "GET /api/reactions.get",
            "GET /api/auth.test"
          }) {
        assertThat(contract.contract().exchanges()).contains(method + " 200");
      }
    }
  }
}
