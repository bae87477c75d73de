package dev.runbook.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.door.RealTimeline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own, which are killed, frozen and thawed. */
@Timeout(120)
final class ContentionTest {

  private static final String PRODUCTION = "environment production";

  @TempDir Path folder;

  @Test
  void ofSeveralProcessesAtOnceOneGetsIt() throws IOException {
    List<Contender> all = new ArrayList<>();
    try {
      for (String person : List.of("anna", "bob", "carl")) {
        Contender contender = new Contender(folder, person);
        all.add(contender);
        contender.ask("begin deploy");
      }
      for (int round = 0; round < 10; round++) {
        for (Contender contender : all) {
          contender.tell("hold " + PRODUCTION);
        }
        List<Contender> got = new ArrayList<>();
        for (Contender contender : all) {
          String answer = contender.answer();
          if (answer.startsWith("2")) {
            got.add(contender);
          } else {
            assertThat(answer).startsWith("Held: Environment production is held by ");
          }
        }
        assertThat(got).hasSize(1);
        assertThat(got.getFirst().ask("close")).isEqualTo("none");
        got.getFirst().ask("begin deploy");
      }
    } finally {
      all.forEach(Contender::close);
    }
  }

  @Test
  void ofManyThreadsOneHasItAtATime() throws InterruptedException {
    StateFolder state = StateFolder.open(folder, new RealTimeline());
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger got = new AtomicInteger();
    AtomicBoolean twice = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int round = 0; round < 20; round++) {
                  try (Run run = state.begin("a", Instant.EPOCH, "anna")) {
                    run.lease().hold(PRODUCTION, false);
                    got.incrementAndGet();
                    twice.compareAndSet(false, inside.incrementAndGet() > 1);
                    run.lease().check();
                    inside.decrementAndGet();
                  } catch (Held e) {
                    // Another thread's turn.
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(got.get()).isPositive();
    assertThat(twice).isFalse();
  }

  @Test
  void whatAKilledProcessHeldIsTakenWithANote() throws Exception {
    StateFolder state = StateFolder.open(folder, new QuickClock());
    try (Contender killed = new Contender(folder, "anna")) {
      String id = killed.ask("begin deploy");
      killed.ask("hold " + PRODUCTION);
      killed.ask("append {\"x\":1}");
      assertThat(RecordFile.read(state.record(id))).as("read while it runs").hasSize(1);
      killed.signal("KILL");
      assertThat(killed.isEnded()).isTrue();

      try (Run run = state.open(id, "bob", false)) {
        run.lease().hold(PRODUCTION, false);
        assertThat(run.lines()).hasSize(1);
        assertThat(run.lease().notes()).hasSize(2).allMatch(note -> note.contains("is gone"));
      }
    }
  }

  /** It cannot even answer a request to end, so it is made to. */
  @Test
  void aTakeOverEndsAFrozenProcess() throws Exception {
    StateFolder state = StateFolder.open(folder, new QuickClock());
    try (Contender frozen = new Contender(folder, "anna")) {
      String id = frozen.ask("begin deploy");
      frozen.signal("STOP");

      assertThatThrownBy(() -> state.open(id, "bob", false)).isInstanceOf(Held.class);
      try (Run run = state.open(id, "bob", true)) {
        assertThat(run.lease().notes())
            .singleElement()
            .asString()
            .contains("that process was ended");
        assertThat(frozen.isEnded()).isTrue();
        run.lease().check();
      }
    }
  }

  /** As by a machine from which it cannot be ended. */
  @Test
  void aProcessThatIsThawedAfterATakeOverStopsBeforeItsNextEffect() throws Exception {
    StateFolder state = StateFolder.open(folder, new QuickClock());
    try (Contender frozen = new Contender(folder, "anna")) {
      String id = frozen.ask("begin deploy");
      frozen.ask("append {\"x\":1}");
      assertThat(frozen.ask("check")).isEqualTo(id);
      frozen.signal("STOP");
      Path lease = state.record(id).resolveSibling("lease");
      Lock lock = Lock.read(lease, "run " + id);
      Holder other =
          new Holder(id, "bob", new Machine("tower", "other", "other", "other"), 4711, "1");
      Durable.replace(lease, lock.heldBy(other, Instant.EPOCH).bytes(), Rights.OWNER);
      try (RecordFile record = RecordFile.renew(state.record(id), Rights.OWNER)) {
        frozen.signal("CONT");

        assertThat(frozen.ask("check"))
            .startsWith("Fenced: Run " + id + " was taken over by bob on tower (process 4711)");
        frozen.ask("append {\"x\":\"late\"}");
        record.append("{\"x\":2}");
      }
      assertThat(RecordFile.read(state.record(id)))
          .hasSize(2)
          .noneMatch(line -> line.contains("late"));
      frozen.ask("close");
      assertThat(Lock.read(lease, "").holder()).isEqualTo(other);
    }
  }

  @Test
  void aGuardThatSomebodySitsOnIsSaidAndNotWaitedForForever() throws Exception {
    StateFolder state = StateFolder.open(folder, new QuickClock());
    state.begin("a", Instant.EPOCH, "anna").close();
    Path guard = folder.resolve("locks/guard");
    Process sitting =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Sitter.class.getName(),
                guard.toString())
            .start();
    try {
      assertThat(sitting.getInputStream().read()).isPositive();
      assertThatThrownBy(() -> state.begin("a", Instant.EPOCH, "bob"))
          .isInstanceOf(StateException.class)
          .hasMessageContaining(guard.toString());
    } finally {
      sitting.destroyForcibly().waitFor();
    }
    state.begin("a", Instant.EPOCH, "bob").close();
  }

  /** Holds the guard until it is killed. */
  static final class Sitter {
    public static void main(String[] args) throws Exception {
      try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.println("locked");
        Thread.sleep(60_000);
      }
    }
  }
}
