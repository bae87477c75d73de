package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.no;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Value;
import org.junit.jupiter.api.Test;

/** Secrets travel as references: whatever a run tells or asks names them, and nothing more. */
class SecretTest {

  private static final String VAULT =
      """
      service vault "Vault" {
        change open(door: text, key: secret text) up to 1m {
          by hand "Open ${door} with your key."
          observe => shut(door)
          undo => close(door, key)
        }
        change close(door: text, key: secret text) up to 1m {
          by hand "Close ${door}."
          no undo because "it can be opened again"
        }
        read shut(door: text): bool up to 1m { by hand "Is ${door} shut?" }
      }
      runbook r in stage {
        param key: secret text
        vault.open("the safe", key)
        fail "wrong safe"
      }
      """;

  @Test
  void everyEventPromptAndResultNamesItOnly() {
    Rehearsal run = Rehearsal.of(VAULT);
    run.with("key", new Value.SecretRef("env:KEY"));
    run.services.on("vault.open", fails(ServiceFailure.inDoubt("Torn.", null)));
    run.services.on("vault.shut", fails(ServiceFailure.refused("Dark.")));
    run.people.answer(no("anna"));
    Result result = run.run();
    assertThat(run.story()).contains("intent vault.open(door: the safe, key: <secret env:KEY>)");
    assertThat(run.people.asked.getFirst().text())
        .isEqualTo("Did this happen? Open the safe with your key.");
    assertThat(result.reason()).isEqualTo("Torn.");
  }

  @Test
  void anUndoKeepsTheReference() {
    Rehearsal run = Rehearsal.of(VAULT);
    run.with("key", new Value.SecretRef("env:KEY"));
    run.services.answers("vault.open", Value.NONE);
    run.services.answers("vault.close", Value.NONE);
    run.people.answer(ScriptedPeople.yes("anna"));
    run.run();
    assertThat(run.story("undoing ")).containsExactly("vault.close(the safe, <secret env:KEY>)");
    assertThat(run.services.of("vault.close").getFirst().call().arguments())
        .containsEntry("key", new Value.SecretRef("env:KEY"));
  }
}
