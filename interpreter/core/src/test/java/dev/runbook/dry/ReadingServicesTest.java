package dev.runbook.dry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.door.Services;
import dev.runbook.journal.Call;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever the evaluator asks for, a dry run lets only reads pass. */
final class ReadingServicesTest {

  private static final Value ANSWER = new Value.Text("green");

  private final List<String> asked = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private boolean connected = true;
  private boolean down;

  private final ReadingServices reading =
      new ReadingServices(
          new Services() {
            @Override
            public boolean isConnected(String service) {
              return connected;
            }

            @Override
            public Value perform(Attempt attempt) throws ServiceFailure {
              asked.add(attempt.call().qualifiedName());
              if (down) {
                throw ServiceFailure.refused("the lamp says no");
              }
              return ANSWER;
            }
          },
          failed::add);

  private static Services.Attempt attempt(boolean change) {
    return new Services.Attempt(
        new Call("lamp", change ? "light" : "colour", Map.of(), "Look at it."),
        change,
        () -> "key",
        null,
        Basic.TEXT,
        Duration.ofMinutes(1),
        null,
        progress -> {});
  }

  @Test
  void aChangeReachesNoService() {
    assertThatThrownBy(() -> reading.perform(attempt(true)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a dry run changes nothing: lamp.light");
    assertThat(asked).isEmpty();
  }

  @Test
  void aReadDoes() throws InterruptedException {
    assertThat(reading.perform(attempt(false))).isEqualTo(ANSWER);
    assertThat(asked).containsExactly("lamp.colour");
    assertThat(failed).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNotKnownAndTold() throws InterruptedException {
    down = true;
    assertThat(reading.perform(attempt(false))).isInstanceOf(Value.Unknown.class);
    assertThat(failed).containsExactly("the lamp says no");
  }

  @Test
  void whatNobodyIsConnectedToIsNotAsked() throws InterruptedException {
    connected = false;
    assertThat(reading.perform(attempt(false))).isInstanceOf(Value.Unknown.class);
    assertThat(asked).isEmpty();
    assertThat(reading.isConnected("lamp")).isTrue();
  }
}
