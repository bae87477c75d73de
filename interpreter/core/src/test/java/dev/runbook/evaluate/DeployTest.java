package dev.runbook.evaluate;

import static dev.runbook.evaluate.ScriptedPeople.yes;
import static dev.runbook.evaluate.ScriptedServices.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Version;
import dev.runbook.value.Value;
import org.junit.jupiter.api.Test;

/** A deploy knows its way back before it touches anything, and is one thing once it has begun. */
class DeployTest {

  private static final String APP =
      """
      service ship "Ship" {
        read running(app: text): version? up to 30s { by hand "Which version of ${app} runs?" }
        change start(app: text, v: version): number up to 5m {
          by hand "Start ${app} ${v}."
          undo => abort(app)
        }
        change abort(app: text) up to 5m {
          by hand "Abort ${app}."
          no undo because "it can be started again"
        }
        change promote(app: text) up to 5m {
          by hand "Promote ${app}."
          irreversible because "everybody has it then"
        }
      }
      component app "App" {
        running => ship.running("app")
        deploy(v: version) {
          let build = ship.start("app", v)
          evidence "build" build
          ship.promote("app")
        }
      }
      component plain "Plain" {
        running => ship.running("plain")
        deploy(v: version) {
          | ${v} comes.
          ship.abort("plain")
        }
      }
      """;

  private static Value version(String spelling) {
    return new Value.Ver(new Version(spelling));
  }

  private static Rehearsal deploys(String statements) {
    Rehearsal run = Rehearsal.of(APP + "runbook r in stage {\n" + statements + "\n}\n");
    run.services.answers("ship.running", version("v3.19"));
    run.services.answers("ship.start", Value.Number.of(7));
    run.services.answers("ship.abort", Value.NONE);
    run.services.answers("ship.promote", Value.NONE);
    run.services.answers("lamp.light", Value.NONE);
    return run;
  }

  @Test
  void theVersionBeforeIsReadBeforeAnythingIsTouched() {
    Rehearsal run = deploys("deploy app to v3.20");
    assertThat(run.run().outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.story())
        .containsSubsequence(
            "read ship.running(app: app) = v3.19",
            "step app",
            "intent ship.start(app: app, v: v3.20)",
            "end app done");
  }

  @Test
  void throughAStatementItGoesSoFarAndNoFurther() {
    Rehearsal run =
        deploys(
            "let build = 1\nevidence \"build\" build\ndeploy app to v3.20 through build\n"
                + "lamp.light(\"a\")");
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.DONE);
    assertThat(run.services.of("ship.start")).hasSize(1);
    assertThat(run.services.of("ship.promote")).isEmpty();
    assertThat(run.services.of("lamp.light")).hasSize(1);
    assertThat(run.events(dev.runbook.journal.Event.StepBegan.class).getFirst().title())
        .isEqualTo("Deploy app v3.20 (v3.19 runs), through build and no further");
    assertThat(result.standing()).contains("deploy app to v3.19");
  }

  @Test
  void aHandlerBehindTheLastStatementStillHandlesIt() {
    Rehearsal run =
        Rehearsal.of(
            """
            service ship "Ship" {
              read running(app: text): version? up to 30s { by hand "Which version of ${app}?" }
            }
            component app "App" {
              running => ship.running("app")
              deploy(v: version) {
                lamp.quench(v.bare)
                lamp.smash("b")
                on failed { evidence "handled" }
                ensure { evidence "ensured" }
              }
            }
            runbook r in stage { deploy app to v3.20 through quench }
            """);
    run.services.answers("ship.running", version("v3.19"));
    run.services.on("lamp.quench", fails(ServiceFailure.refused("No.")));
    assertThat(run.run().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(run.marks()).containsExactly("handled", "ensured");
  }

  @Test
  void onceDoneItIsOneEntry() {
    Rehearsal run = deploys("deploy app to v3.20");
    assertThat(run.run().standing()).containsExactly("deploy app to v3.19");
  }

  @Test
  void itIsOneEntryAlsoWhereItsChangesHaveNoUndo() {
    Rehearsal run = deploys("deploy plain to v3.20");
    assertThat(run.run().standing()).containsExactly("deploy plain to v3.19");
  }

  @Test
  void stoppedHalfWayItIsTakenBackInTheSameWay() {
    Rehearsal run = deploys("deploy app to v3.20");
    run.services.on("ship.promote", fails(ServiceFailure.refused("No.")));
    run.people.answer(yes("anna"));
    Result result = run.run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    Prompt proposal = run.people.asked.getFirst();
    assertThat(proposal.kind()).isEqualTo(Prompt.Kind.UNDO);
    assertThat(proposal.details()).containsExactly("deploy app to v3.19");
    assertThat(run.services.of("ship.start")).hasSize(2);
    assertThat(run.services.of("ship.start").getLast().call().arguments())
        .containsEntry("v", version("v3.19"));
    assertThat(run.people.asked).hasSize(1);
  }

  @Test
  void aFailedWayBackLeavesTheDeployStanding() {
    Rehearsal run = deploys("deploy app to v3.20");
    run.services.on("ship.promote", fails(ServiceFailure.refused("No.")));
    run.people.answer(yes("anna"));
    assertThat(run.run().standing()).containsExactly("deploy app to v3.19");
  }

  @Test
  void aDeployThatTouchedNothingLeavesNothingToUndo() {
    Rehearsal run = deploys("deploy app to v3.20");
    run.services.on("ship.start", fails(ServiceFailure.refused("No.")));
    Result result = run.run();
    assertThat(result.standing()).isEmpty();
    assertThat(run.people.asked).isEmpty();
  }

  @Test
  void theUndoOfADeployPushesNoUndo() {
    Rehearsal run = deploys("deploy app to v3.20\nfail \"dark\"");
    run.people.answer(yes("anna"));
    assertThat(run.run().standing()).isEmpty();
    assertThat(run.services.of("ship.promote")).hasSize(2);
  }

  @Test
  void anUnknownPreviousVersionEndsItBeforeAnythingIsTouched() {
    Rehearsal none = deploys("deploy app to v3.20");
    none.services.answers("ship.running", Value.NONE);
    assertThat(none.run().reason()).contains("there would be no way back: it does not say");
    assertThat(none.services.of("ship.start")).isEmpty();

    Rehearsal failed = deploys("deploy app to v3.20");
    failed.services.on("ship.running", fails(ServiceFailure.refused("Fog.")));
    assertThat(failed.run().reason()).contains("there would be no way back: Fog.");
    assertThat(failed.services.of("ship.start")).isEmpty();
  }

  @Test
  void whatCameBeforeTheDeployIsUndoneAfterIt() {
    Rehearsal run = deploys("lamp.light(\"hall\")\ndeploy app to v3.20\nfail \"dark\"");
    run.services.answers("lamp.quench", Value.NONE);
    run.people.answer(yes("anna"));
    run.run();
    assertThat(run.story("undoing ")).containsExactly("deploy app to v3.19", "lamp.quench(hall)");
  }
}
