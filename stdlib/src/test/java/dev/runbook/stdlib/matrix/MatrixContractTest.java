package dev.runbook.stdlib.matrix;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.StandIn;
import dev.runbook.stdlib.contract.Contract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** All that the client asks and the stand-in answers is as the specification of Matrix says. */
class MatrixContractTest extends MatrixClientTest {

  private static @Nullable Contract contract;

  @BeforeAll
  static void read() {
    // Not among the paths that the document was cut down to.
    contract =
        Contract.of("matrix-subset.json")
            .leavingOut("GET /.well-known/matrix/client 200")
            .leavingOut("GET /_matrix/client/v3/rooms/[^/]+/state/m.room.encryption 404");
  }

  @Override
  StandIn around(StandIn standIn) {
    return standIn instanceof MatrixStandIn ? requireNonNull(contract).around(standIn) : standIn;
  }

  @AfterEach
  void everythingWasAsItSays() {
    assertThat(requireNonNull(contract).breaches()).isEmpty();
  }

  @AfterAll
  static void everyKindOfRequestWasHeldAgainstIt() {
    if (contract != null) {
      for (String kind :
          new String[] {
            "PUT /_matrix/client/v3/rooms/.*/send/m.room.message/.* 200",
            "GET /_matrix/client/v3/rooms/.*/messages 200",
            "GET /_matrix/client/v3/directory/room/.* 200",
            "GET /_matrix/client/v3/directory/room/.* 404",
            "GET /_matrix/client/v3/account/whoami 200",
            "GET /_matrix/client/v3/joined_rooms 200"
          }) {
        assertThat(contract.exchanges()).anyMatch(line -> line.matches(kind));
      }
    }
  }
}
