package dev.runbook.stdlib.jenkins;

import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.World;
import dev.runbook.stdlib.jenkins.SimulatedRun.Reached;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What goes wrong at Jenkins and nowhere else. */
final class JenkinsFaults {

  static final String SOMEBODY = "somebody";

  private final World world;

  JenkinsFaults(World world) {
    this.world = world;
  }

  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("restarting", "503: Jenkins is getting ready to work");
    all.put("job-gone", "404: the pipeline was renamed, or we may not see it any more");
    all.put("disabled", "409: the pipeline is disabled");
    all.put("crumb-gone", "403: the crumb is of another session");
    all.put("no-queue-address", "302: a run is started, and its place in the queue is not told");
    all.put("run-on-top", "somebody else starts a run a moment before ours");
    all.put("other-on-top", "somebody else starts a run of another version a moment before ours");
    all.put("replayed", "somebody else starts a run of the same version a moment before ours");
    all.put("coalesced", "303: somebody else has put an equal run into the queue a moment before");
    all.put("numbers-skip", "Jenkins leaves out two numbers of runs");
    all.put("stuck", "a run waits three minutes in the queue for a machine");
    all.put("cancelled", "somebody cancels a run that is in the queue");
    all.put("late-number", "a run has left the queue, and its number is not told yet");
    all.put("forgotten", "the queue has forgotten a run that has left it");
    all.put("no-stage-view", "404: what tells the stages is not installed");
    all.put("approved-meanwhile", "404: somebody else has approved the stage a moment before");
    all.put("already-given", "400: somebody else has approved the stage a moment before");
    all.put("aborted-meanwhile", "404: somebody else has aborted the run a moment before");
    all.put("asks-again", "a stage that was approved asks the same once more");
    all.put("late-input", "a stage waits, and what it asks is not listed yet");
    all.put("input-with-values", "a stage asks for values too");
    all.put("two-inputs", "the run waits for another input beside the stage's own");
    all.put("deleted", "404: somebody has deleted the run");
    all.put("unstable", "a stage ends unstable, and so does its run");
    all.put("unknown-state", "the stage view tells a state that nobody knows");
    all.put("rotated-log", "a log is shorter than it was said to be");
    all.put("not-a-submitter", "400: the stage may be approved by others only");
    return all;
  }

  boolean strikes(String fault) {
    return world.strikes(fault);
  }

  /** What somebody else does a moment before we start a run with these parameters. */
  void beforeStart(
      SimulatedPipeline pipeline, Map<String, String> parameters, SimulatedQueue queue) {
    if (strikes("numbers-skip")) {
      pipeline.skip(2);
    }
    if (strikes("run-on-top")) {
      pipeline.start(Map.of(), SOMEBODY, 0);
    }
    if (strikes("other-on-top")) {
      pipeline.start(Map.of("ImageTag", "v0.1"), SOMEBODY, 0);
    }
    if (strikes("replayed")) {
      pipeline.start(parameters, SOMEBODY, 0);
    }
    if (strikes("coalesced")) {
      queue.add(pipeline, parameters, SOMEBODY, this);
    }
  }

  /** What becomes of an approval instead. */
  Optional<Reply> ofApproval(SimulatedRun run, Reached stage) {
    if (strikes("not-a-submitter")) {
      return Optional.of(JenkinsStandIn.page(400, "You need to be releng to submit this"));
    }
    if (strikes("aborted-meanwhile")) {
      run.abort();
      return Optional.of(JenkinsStandIn.page(404, "Not Found"));
    }
    boolean given = strikes("already-given");
    if (given || strikes("approved-meanwhile")) {
      run.proceed(stage, SOMEBODY);
      return Optional.of(
          given
              ? JenkinsStandIn.page(400, "This input has been already given")
              : JenkinsStandIn.page(404, "Not Found"));
    }
    return Optional.empty();
  }
}
