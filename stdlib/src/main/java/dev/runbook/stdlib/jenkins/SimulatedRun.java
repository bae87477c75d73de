package dev.runbook.stdlib.jenkins;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a simulated pipeline: it goes from stage to stage on the world's clock and stops at
 * every input.
 */
final class SimulatedRun {

  /** The words that Jenkins' stage view uses. */
  enum Status {
    IN_PROGRESS,
    PAUSED_PENDING_INPUT,
    SUCCESS,
    UNSTABLE,
    FAILED,
    ABORTED;

    boolean ended() {
      return this != IN_PROGRESS && this != PAUSED_PENDING_INPUT;
    }

    /** The plain remote API's word; null while the run goes on. */
    @Nullable String result() {
      return !ended() ? null : this == FAILED ? "FAILURE" : name();
    }
  }

  /** How a stage that was reached stands. */
  static final class Reached {

    final StageSpec spec;
    final Instant started;
    Status status = Status.IN_PROGRESS;
    @Nullable Instant approved;
    @Nullable Instant ended;

    Reached(StageSpec spec, Instant started) {
      this.spec = spec;
      this.started = started;
    }

    /** How long it has waited for somebody. */
    Duration paused(Instant now) {
      if (status == Status.PAUSED_PENDING_INPUT) {
        return Duration.between(started, now);
      }
      return approved == null ? Duration.ZERO : Duration.between(started, approved);
    }
  }

  /** The least time in which somebody reads a question and clicks. */
  private static final Duration CLICK = Duration.ofSeconds(1);

  private final SimulatedPipeline pipeline;
  private final int number;
  private final Map<String, String> parameters;
  private final Set<String> users;
  private final int queueId;
  private final Instant started;
  private final List<Reached> reached = new ArrayList<>();
  private final List<String> approvers = new ArrayList<>();
  private Status status = Status.IN_PROGRESS;
  private @Nullable Instant ended;

  SimulatedRun(
      SimulatedPipeline pipeline,
      int number,
      Map<String, String> parameters,
      Set<String> users,
      int queueId,
      Instant started) {
    this.pipeline = pipeline;
    this.number = number;
    this.parameters = parameters;
    this.users = users;
    this.queueId = queueId;
    this.started = started;
  }

  void begin() {
    enter(0);
  }

  /** Puts a run of the past where the world's file says; false where it says nothing known. */
  boolean stand(String stands) {
    for (Status end : Status.values()) {
      String word = end == Status.SUCCESS ? "succeeded" : end.name().toLowerCase(Locale.ROOT);
      if (end.ended() && word.equals(stands)) {
        Instant at = started;
        for (StageSpec spec : pipeline.stages()) {
          at = pass(spec, at);
        }
        if (end != Status.SUCCESS && !reached.isEmpty()) {
          reached.getLast().status = end;
        }
        status = end;
        ended = at;
        return true;
      }
    }
    Instant at = started;
    for (StageSpec spec : pipeline.stages()) {
      if (spec.name().equals(stands) && spec.input() != null) {
        Reached waiting = new Reached(spec, at);
        waiting.status = Status.PAUSED_PENDING_INPUT;
        reached.add(waiting);
        status = Status.PAUSED_PENDING_INPUT;
        return true;
      }
      at = pass(spec, at);
    }
    return false;
  }

  private Instant pass(StageSpec spec, Instant at) {
    Reached passed = new Reached(spec, at);
    passed.approved = spec.input() == null ? null : at.plus(CLICK);
    Instant end = (passed.approved == null ? at : passed.approved).plus(spec.takes());
    passed.status = Status.SUCCESS;
    passed.ended = end;
    reached.add(passed);
    return end;
  }

  private void enter(int index) {
    if (index == pipeline.stages().size()) {
      boolean unstable = reached.stream().anyMatch(stage -> stage.status == Status.UNSTABLE);
      end(unstable ? Status.UNSTABLE : Status.SUCCESS);
      return;
    }
    StageSpec spec = pipeline.stages().get(index);
    Reached stage = new Reached(spec, pipeline.world().now());
    reached.add(stage);
    if (spec.input() == null) {
      work(stage);
    } else {
      stage.status = Status.PAUSED_PENDING_INPUT;
      status = Status.PAUSED_PENDING_INPUT;
    }
  }

  private void work(Reached stage) {
    stage.status = Status.IN_PROGRESS;
    status = Status.IN_PROGRESS;
    pipeline.world().after(stage.spec.takes(), () -> finish(stage));
  }

  private void finish(Reached stage) {
    if (stage.status != Status.IN_PROGRESS) {
      return;
    }
    stage.ended = pipeline.world().now();
    if (pipeline.fails(stage.spec)) {
      stage.status = Status.FAILED;
      end(Status.FAILED);
      return;
    }
    stage.status = pipeline.world().strikes("unstable") ? Status.UNSTABLE : Status.SUCCESS;
    String version = parameters.get("ImageTag");
    if (version != null) {
      stage.spec.serves().forEach(url -> pipeline.world().put("version " + url, version));
    }
    enter(reached.size());
  }

  private void end(Status how) {
    status = how;
    ended = pipeline.world().now();
  }

  /** The stage that waits for an input, and the input's id. */
  Optional<Reached> waiting() {
    return reached.stream()
        .filter(stage -> stage.status == Status.PAUSED_PENDING_INPUT)
        .findFirst();
  }

  /** Jenkins' default id: the MD5 of the message, with its first letter in upper case. */
  static String inputId(Reached stage) {
    try {
      byte[] message = String.valueOf(stage.spec.input()).getBytes(StandardCharsets.UTF_8);
      String hex = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(message));
      return hex.substring(0, 1).toUpperCase(Locale.ROOT) + hex.substring(1);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void proceed(Reached stage, String approver) {
    approvers.add(approver);
    if (!pipeline.world().strikes("asks-again")) {
      Instant now = pipeline.world().now();
      stage.approved = now.isAfter(stage.started) ? now : now.plus(CLICK);
      work(stage);
    }
  }

  void abort() {
    if (!status.ended()) {
      reached.getLast().status = Status.ABORTED;
      reached.getLast().ended = pipeline.world().now();
      end(Status.ABORTED);
    }
  }

  int number() {
    return number;
  }

  Map<String, String> parameters() {
    return parameters;
  }

  Set<String> users() {
    return users;
  }

  int queueId() {
    return queueId;
  }

  Instant started() {
    return started;
  }

  Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }

  Status status() {
    return status;
  }

  List<Reached> reached() {
    return reached;
  }

  List<String> approvers() {
    return approvers;
  }
}
