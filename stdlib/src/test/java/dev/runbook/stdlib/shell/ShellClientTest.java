package dev.runbook.stdlib.shell;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.TestCall;
import dev.runbook.stdlib.sandbox.VirtualClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands: real ones outside the sandbox, none inside it. */
class ShellClientTest {

  private static final VirtualClock CLOCK = new VirtualClock(Instant.EPOCH);

  @Test
  void noShellReadsTheWords() throws Exception {
    assertThat(real("output", "echo", "a b", "$HOME", ";", "exit 3", "*"))
        .isEqualTo("a b $HOME ; exit 3 *\n");
  }

  @Test
  void aFailedReadIsRefusedAndAFailedChangeIsInDoubt() {
    assertThat(failure(() -> real("output", "ls", "/no/such/place")).kind())
        .isEqualTo(Kind.REFUSED);
    ServiceFailure change = failure(() -> real("run", "ls", "/no/such/place"));
    assertThat(change.kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(change).hasMessageContaining("`ls` ended with exit code 2: ");
  }

  @Test
  void aProgramThatIsNotThereHasDoneNothing() {
    ServiceFailure failure = failure(() -> real("run", "no-such-program"));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure).hasMessage("`no-such-program` could not be started: is it installed?");
    assertThat(failure(() -> real("run", " ")).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void aProgramThatTakesTooLongIsEnded() {
    long start = System.nanoTime();
    assertThat(failure(() -> real("run", "sleep", "60")).kind()).isEqualTo(Kind.IN_DOUBT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aProgramThatLeavesAnotherRunningIsNotWaitedForWithoutEnd() throws Exception {
    assertThat(real("run", "sh", "-c", "sleep 60 & echo done")).isEqualTo("done\n");
  }

  @Test
  void outputWithoutEndIsCutOff() {
    assertThat(failure(() -> real("output", "yes")).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void inTheSandboxNoProgramIsStarted(@TempDir Path scratch) throws Exception {
    Path file = scratch.resolve("made");
    String world =
        "shell: {commands: [{command: [uname, -a], prints: Simulated}, {command: [x], exit: 3}]}";
    try (Rehearsal rehearsal = Rehearsal.of(world, scratch)) {
      assertThat(rehearsal.perform("shell", "output", "command", List.of("uname", "-a")))
          .isEqualTo("Simulated");
      assertThat(
              failure(() -> rehearsal.perform("shell", "output", "command", List.of("x"))).kind())
          .isEqualTo(Kind.REFUSED);
      ServiceFailure unknown =
          failure(() ->
              rehearsal.perform(
                  "shell", "run", "command", List.of("touch", file.toString()), "because", "test"));
      assertThat(unknown)
          .hasMessageContaining("refused to run `touch`")
          .hasMessageContaining("the world's file does not say what it prints");
      assertThat(Files.exists(file)).isFalse();
    }
  }

  @Test
  void inTheSandboxACommandPrintsWhatTheLastOnesLeft(@TempDir Path scratch) throws Exception {
    String world =
        """
        shell:
          commands:
            - {command: [role], prints: open}
            - {command: [role], after: [close], prints: closed}
            - {command: [role], after: [open], prints: open again}
            - {command: [role], after: [break], prints: broken}
            - {command: [close]}
            - {command: [open]}
            - {command: [break], exit: 1}
        """;
    try (Rehearsal rehearsal = Rehearsal.of(world, scratch)) {
      assertThat(shell(rehearsal, "output", "role")).isEqualTo("open");
      shell(rehearsal, "run", "close");
      assertThat(shell(rehearsal, "output", "role")).isEqualTo("closed");
      shell(rehearsal, "run", "open");
      assertThat(shell(rehearsal, "output", "role")).isEqualTo("open again");
      shell(rehearsal, "run", "close");
      failure(() -> shell(rehearsal, "run", "break"));
      assertThat(shell(rehearsal, "output", "role")).isEqualTo("closed");
    }
  }

  @Test
  void aWorldWhoseCommandsContradictEachOtherIsRefused(@TempDir Path scratch) {
    assertThatThrownBy(
            () -> Rehearsal.of("shell: {commands: [{command: [x]}, {command: [x]}]}", scratch))
        .hasMessageContaining("the same command stands twice");
    assertThatThrownBy(
            () -> Rehearsal.of("shell: {commands: [{command: [x], after: [y]}]}", scratch))
        .hasMessageContaining("`after` names a command that stands nowhere in `commands`");
  }

  private static @Nullable Object shell(Rehearsal rehearsal, String action, String command)
      throws Exception {
    return rehearsal.perform("shell", action, "command", List.of(command), "because", "test");
  }

  private static @Nullable Object real(String action, String... command)
      throws ServiceFailure, InterruptedException {
    try (ShellClient client = new ShellClient(new Plain())) {
      TestCall call = new TestCall(CLOCK, "call").within(Duration.ofSeconds(2));
      return client.perform(
          action, Rehearsal.arguments("command", List.of(command), "because", "test"), call);
    }
  }

  /** A connection of a profile that says nothing. */
  private record Plain() implements Connection {

    @Override
    public Optional<URI> base() {
      return Optional.empty();
    }

    @Override
    public Optional<String> setting(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<Secret> credential(String name) {
      return Optional.empty();
    }

    @Override
    public RunClock clock() {
      return CLOCK;
    }

    @Override
    public URI route(URI wanted) {
      return wanted;
    }
  }
}
