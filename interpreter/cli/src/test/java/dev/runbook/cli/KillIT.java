package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program as it is shipped, ended from outside in the middle of a production push, with the
 * services in a process of their own: what they were sent in all is what an undisturbed run sends.
 */
final class KillIT {

  private static final int KILLS = Integer.getInteger("runbook.kills", 100);
  private static final long SEED = Long.getLong("runbook.seed", System.nanoTime());
  private static final int LANES = Runtime.getRuntime().availableProcessors();

  @TempDir private static Path folder;
  private static final List<Lane> IDLE = new ArrayList<>();

  private static Duration undisturbed = Duration.ZERO;
  private static List<String> wanted = List.of();

  @BeforeAll
  static void begin() throws IOException, InterruptedException {
    for (int lane = 0; lane < LANES; lane++) {
      IDLE.add(new Lane(Files.createDirectory(folder.resolve("lane" + lane))));
    }
    Lane lane = IDLE.getFirst();
    lane.begin();
    assertThat(lane.push().waitFor()).isZero();
    lane.begin();
    long from = System.nanoTime();
    assertThat(lane.push().waitFor()).as(lane.output()).isZero();
    undisturbed = Duration.ofNanos(System.nanoTime() - from);
    wanted = lane.changes();
    assertThat(wanted).hasSize(5);
  }

  @AfterAll
  static void end() {
    IDLE.forEach(Lane::close);
  }

  @Test
  void killedAtAnyMomentItIsResumedToTheSameEnd() throws InterruptedException, ExecutionException {
    Random random = new Random(SEED);
    List<Future<String>> ends = new ArrayList<>();
    try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
      for (int kill = 0; kill < KILLS; kill++) {
        // What comes before the first entry is the start of the Java machine.
        Duration after = undisturbed.multipliedBy(300 + random.nextInt(750)).dividedBy(1000);
        ends.add(lanes.submit(alone(lane -> lane.killedAfter(after))));
      }
    }
    List<String> told = new ArrayList<>();
    for (Future<String> end : ends) {
      told.add(end.get());
    }
    long before = told.stream().filter("not begun"::equals).count();
    long behind = told.stream().filter("ended before"::equals).count();
    long resumed = told.stream().filter("resumed"::equals).count();
    System.out.printf(
        "killed %d times (seed %d): %d before anything was recorded, %d resumed to the same end, %d"
            + " had ended%n",
        KILLS, SEED, before, resumed, behind);
    assertThat(told).isSubsetOf("not begun", "ended before", "resumed");
    assertThat(resumed).isGreaterThan(KILLS / 4);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 15, 6", "HUP, 1, 6", "INT, 2, 4"})
  void aSignalLeavesTheRunOrEndsIt(String signal, int number, int exit) throws Exception {
    alone(
            lane -> {
              lane.begin();
              Process push = lane.push();
              lane.awaitRecord(40);
              assumeFalse(
                  isIgnored(push, number),
                  signal + " is ignored here, as under nohup or behind a shell's `&`");
              signal(push, signal);

              assertThat(push.waitFor()).as(lane.output()).isEqualTo(exit);
              assertThat(lane.output()).doesNotContain("Exception", "\tat ");
              if (exit == ExitCode.LEFT) {
                assertThat(lane.output()).contains("runbook resume");
                assertThat(lane.resume().waitFor()).as(lane.output()).isZero();
                assertThat(lane.changes()).isEqualTo(wanted);
              }
              return "";
            })
        .call();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+30m", "2026-11-26T08:00:00Z"})
  void aClockThatJumpsWhileNobodyRunsItChangesNothing(String now) throws Exception {
    alone(
            lane -> {
              lane.begin();
              Process push = lane.push();
              lane.awaitRecord(60);
              push.destroyForcibly().waitFor();
              lane.ask(
                  HttpRequest.newBuilder(lane.address.resolve("/sandbox/now"))
                      .PUT(HttpRequest.BodyPublishers.ofString(now)));

              assertThat(lane.resume().waitFor()).as(lane.output()).isZero();
              assertThat(lane.changes()).isEqualTo(wanted);
              return "";
            })
        .call();
  }

  @Test
  void ofTwoWhoResumeAtOnceOneGoesOn() throws Exception {
    alone(
            lane -> {
              lane.begin();
              Process push = lane.push();
              lane.awaitRecord(40);
              push.destroyForcibly().waitFor();
              Process one = lane.resume();
              Process other = lane.resume("other");
              List<Integer> exits = List.of(one.waitFor(), other.waitFor());

              assertThat(exits)
                  .contains(ExitCode.DONE)
                  .containsAnyOf(ExitCode.USAGE, ExitCode.FAILED);
              assertThat(lane.output() + lane.output("other")).contains("is held by");
              assertThat(lane.changes()).isEqualTo(wanted);
              return "";
            })
        .call();
  }

  @Test
  void aFrozenProcessIsEndedByWhoTakesItsRunOver() throws Exception {
    alone(
            lane -> {
              Process frozen = lane.frozen();

              assertThat(lane.started("other", lane.takeOver()).waitFor())
                  .as(lane.output("other"))
                  .isZero();
              assertThat(frozen.waitFor()).isNotZero();
              assertThat(lane.changes()).isEqualTo(wanted);
              return "";
            })
        .call();
  }

  /**
   * Processes cannot be ended across the border of a container, so it is thawed afterwards. What is
   * left is a freeze in the microseconds between the last look at the lease and the first byte: the
   * services know no fencing token.
   */
  @Test
  void aProcessThatIsThawedAfterATakeOverDoesNothingMore() throws Exception {
    List<String> elsewhere = List.of("unshare", "--pid", "--fork", "--mount-proc");
    boolean can;
    try {
      List<String> probe = Stream.concat(elsewhere.stream(), Stream.of("true")).toList();
      can = new ProcessBuilder(probe).start().waitFor() == 0;
    } catch (IOException missing) {
      can = false;
    }
    assumeTrue(can, "unshare is not there, or not allowed to this user");
    alone(
            lane -> {
              Process frozen = lane.frozen();
              String[] over =
                  Stream.concat(elsewhere.stream(), Stream.of(lane.takeOver()))
                      .toArray(String[]::new);

              assertThat(lane.started("other", over).waitFor()).as(lane.output("other")).isZero();
              assertThat(frozen.isAlive()).isTrue();
              signal(frozen, "CONT");
              assertThat(frozen.waitFor()).as(lane.output()).isEqualTo(ExitCode.LEFT);
              assertThat(lane.output())
                  .contains("taken over by")
                  .doesNotContain("Exception", "\tat ");
              assertThat(lane.changes()).isEqualTo(wanted);
              return "";
            })
        .call();
  }

  /** What ignores a signal leaves that to what it starts, and Java does not change it. */
  private static boolean isIgnored(Process process, int number) throws IOException {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .map(line -> line.substring("SigIgn:".length()).strip())
            .orElse("0");
    return (Long.parseUnsignedLong(mask, 16) >> (number - 1) & 1) == 1;
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  @Test
  void aDiskThatIsFullLeavesTheRun() throws Exception {
    alone(
            lane -> {
              lane.begin();
              assertThat(lane.push().waitFor()).isZero();
              long blocks = Files.size(lane.record()) / 1024 * 2 / 3;
              lane.begin();
              Process full =
                  lane.started(
                      "full",
                      "bash",
                      "-c",
                      "ulimit -f " + blocks + "; exec \"$@\"",
                      "bash",
                      "push");

              assertThat(full.waitFor()).as(lane.output("full")).isEqualTo(ExitCode.LEFT);
              assertThat(lane.output("full"))
                  .contains("runbook resume")
                  .doesNotContain("Exception", "\tat ");
              assertThat(lane.resume().waitFor()).as(lane.output()).isZero();
              assertThat(lane.changes()).isEqualTo(wanted);
              return "";
            })
        .call();
  }

  private interface Work {
    String in(Lane lane) throws IOException, InterruptedException;
  }

  /** Each lane has its own services and its own runs, and is used by one test at a time. */
  private static Callable<String> alone(Work work) {
    return () -> {
      Lane lane;
      synchronized (IDLE) {
        lane = IDLE.removeLast();
      }
      try {
        return work.in(lane);
      } finally {
        synchronized (IDLE) {
          IDLE.add(lane);
        }
      }
    };
  }

  /** A sandbox in its own process, and the runs against it. */
  private static final class Lane {

    private final Path home;
    private final Process sandbox;
    private final URI address;
    private final String world;
    private final HttpClient client = HttpClient.newHttpClient();
    private int runs;

    Lane(Path home) throws IOException, InterruptedException {
      this.home = home;
      Path books = Launched.ROOT.resolve("runbooks").toAbsolutePath().normalize();
      world = Files.readString(books.resolve("deploy-prod.world.yaml"));
      Path port = home.resolve("port");
      sandbox =
          started(
              "sandbox",
              launcher(),
              "sandbox",
              "--stepped",
              "--world",
              books.resolve("deploy-prod.world.yaml").toString(),
              "--port-file",
              port.toString());
      while (!Files.exists(port)) {
        assertThat(sandbox.isAlive()).as(output("sandbox")).isTrue();
        TimeUnit.MILLISECONDS.sleep(20);
      }
      address = URI.create("http://127.0.0.1:" + Files.readString(port).strip());
      try (var files = Files.list(books)) {
        for (Path book : files.filter(file -> file.toString().endsWith(".rb4")).toList()) {
          Files.copy(book, home.resolve(book.getFileName()));
        }
      }
      Files.writeString(
          home.resolve("runbook.yaml"),
          """
          profiles:
            play:
              sandbox: %s
              services:
                jenkins: {}
                matrix: { hosts: [mozilla.org, matrix.test] }
                sentry: {}
                grafana: {}
                balrog: { hosts: [aus4-admin.mozilla.org, aus5.mozilla.org] }
                github: {}
                git: {}
                registry: {}
                http: {}
          """
              .formatted(address));
    }

    private static String launcher() {
      return Launched.ROOT.resolve("runbook").toAbsolutePath().normalize().toString();
    }

    void close() {
      sandbox.destroy();
    }

    /** A world that nobody has touched, and no run. */
    void begin() throws IOException, InterruptedException {
      runs++;
      ask(
          HttpRequest.newBuilder(address.resolve("/sandbox/world"))
              .PUT(HttpRequest.BodyPublishers.ofString(world)));
    }

    /** What asks the observability services is sent by POST too, and asked again on resume. */
    List<String> changes() throws IOException, InterruptedException {
      return ask(HttpRequest.newBuilder(address.resolve("/sandbox/changes")))
          .lines()
          .filter(change -> change.startsWith("jenkins ") || change.startsWith("matrix "))
          .sorted()
          .toList();
    }

    private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }

    private String state() {
      return home.resolve("state" + runs).toString();
    }

    Process push() throws IOException {
      return started("run", command("push"));
    }

    Process resume() throws IOException {
      return resume("run");
    }

    Process resume(String log) throws IOException {
      return started(log, launcher(), "resume", "--state", state(), "--yes");
    }

    /** A run that stands still in the middle. */
    Process frozen() throws IOException, InterruptedException {
      begin();
      Process push = push();
      awaitRecord(40);
      signal(push, "STOP");
      return push;
    }

    String[] takeOver() {
      return new String[] {launcher(), "resume", "--state", state(), "--yes", "--take-over"};
    }

    private String[] command(String... words) {
      List<String> command = new ArrayList<>();
      for (String word : words) {
        if (word.equals("push")) {
          String book = home.resolve("deploy-prod.rb4").toString();
          command.addAll(List.of(launcher(), "run", book, "--tag", "v3.20", "--profile", "play"));
          command.addAll(List.of("--state", state(), "--yes"));
        } else {
          command.add(word);
        }
      }
      return command.toArray(String[]::new);
    }

    /** Started without a shell in between, so that a signal meets it. */
    Process started(String log, String... words) throws IOException {
      return new ProcessBuilder(command(words))
          .redirectErrorStream(true)
          .redirectOutput(home.resolve(log + ".log").toFile())
          .start();
    }

    String output() throws IOException {
      return output("run");
    }

    String output(String log) throws IOException {
      return new String(Files.readAllBytes(home.resolve(log + ".log")), StandardCharsets.UTF_8);
    }

    Path record() throws IOException {
      try (var files = Files.walk(Path.of(state()))) {
        return files
            .filter(file -> file.getFileName().toString().endsWith(".jsonl"))
            .findFirst()
            .orElseThrow();
      }
    }

    /** Until the run under way has told so much. */
    void awaitRecord(int entries) throws IOException, InterruptedException {
      for (int look = 0; look < 1000; look++) {
        if (Files.exists(Path.of(state()))) {
          try (var files = Files.walk(Path.of(state()))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
              if (Files.readString(file).lines().count() >= entries) {
                return;
              }
            }
          }
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
      throw new AssertionError("Nothing was recorded: " + output());
    }

    /** How it ended, in words: two of them where all is well. */
    String killedAfter(Duration time) throws IOException, InterruptedException {
      begin();
      Process push = push();
      boolean ended = push.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
      push.destroyForcibly().waitFor();
      if (ended) {
        return changes().equals(wanted) ? "ended before" : "undisturbed, it sent " + changes();
      }
      Process resume = resume();
      int exit = resume.waitFor();
      if (exit == ExitCode.USAGE && changes().equals(wanted)) {
        return "ended before";
      }
      if (exit == ExitCode.USAGE) {
        return changes().isEmpty()
            ? "not begun"
            : "cannot be resumed, and sent " + changes() + ": " + output();
      }
      return exit == ExitCode.DONE && changes().equals(wanted)
          ? "resumed"
          : "killed after "
              + time
              + " and resumed to "
              + exit
              + ", it sent "
              + changes()
              + "\n"
              + output();
    }
  }
}
