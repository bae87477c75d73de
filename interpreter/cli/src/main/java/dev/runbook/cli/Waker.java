package dev.runbook.cli;

import dev.runbook.door.Elsewhere;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import dev.runbook.people.Voices;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.value.Show;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends a wait at the terminal when its limit is reached or somebody answered elsewhere. */
final class Waker implements AutoCloseable {

  /** The wait was ended. */
  static final class Woken extends RuntimeException {

    private final transient Answer answer;
    private final String told;
    private final boolean again;

    private Woken(Answer answer, String told, boolean again) {
      super(told, null, false, false);
      this.answer = answer;
      this.told = told;
      this.again = again;
    }

    private Woken(Answer answer, String told) {
      this(answer, told, false);
    }

    /** Whether it is only set aside, and asked again behind what cannot wait. */
    boolean isAskedAgain() {
      return again;
    }

    Answer answer() {
      return answer;
    }

    /** What the operator is told about it. */
    String told() {
      return told;
    }
  }

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  /** How soon somebody learns that their answer is of no use any more. */
  private static final Duration BETWEEN_GLANCES = Duration.ofMillis(200);

  /** A {@link Woken}, or what went wrong while it was looked for one. */
  private final AtomicReference<@Nullable RuntimeException> woken = new AtomicReference<>();

  private final AtomicBoolean over = new AtomicBoolean();
  private @Nullable Thread watching;

  private final RunClock clock;

  private Waker(RunClock clock) {
    this.clock = clock;
  }

  static Waker never(RunClock clock) {
    return new Waker(clock);
  }

  /**
   * @param pointless why the answer is of no use any more; empty until it is
   * @param urgent what failed meanwhile and goes before it; empty until something does
   * @param reader the thread that waits for what is typed
   */
  static Waker of(
      Prompt prompt,
      @Nullable Elsewhere elsewhere,
      Supplier<String> pointless,
      Supplier<String> urgent,
      Voices voices,
      RunClock clock,
      Thread reader) {
    Waker waker = new Waker(clock);
    Duration limit = prompt.limit();
    Instant until = limit == null ? Instant.MAX : clock.now().plus(limit);
    waker.watching =
        Thread.ofVirtual()
            .start(() -> waker.watch(prompt, elsewhere, pointless, urgent, voices, until, reader));
    return waker;
  }

  private void watch(
      Prompt prompt,
      @Nullable Elsewhere elsewhere,
      Supplier<String> pointless,
      Supplier<String> urgent,
      Voices voices,
      Instant until,
      Thread reader) {
    try {
      Instant next = clock.now();
      while (!over.get()) {
        Woken found = pointless(pointless.get());
        found = found == null ? aside(urgent.get()) : found;
        if (found == null && !clock.now().isBefore(next)) {
          found = look(prompt, elsewhere, voices, until);
          next = clock.now().plus(BETWEEN_LOOKS);
          next = until.isBefore(next) ? until : next;
        }
        if (found != null) {
          woken.set(found);
          reader.interrupt();
          return;
        }
        Duration left = Duration.between(clock.now(), next);
        clock.sleep(left.compareTo(BETWEEN_GLANCES) < 0 ? left : BETWEEN_GLANCES);
      }
    } catch (InterruptedException closed) {
      // The answer came at the terminal.
    } catch (RuntimeException failure) {
      // Else nobody would hear of it, nor of the limit.
      woken.set(failure);
      reader.interrupt();
    }
  }

  private static @Nullable Woken pointless(String why) {
    return why.isEmpty()
        ? null
        : new Woken(
            new Answer(Choice.NOBODY, null, "", false, ""),
            "No answer is needed any more, because another branch ended: " + why);
  }

  private static @Nullable Woken aside(String failure) {
    return failure.isEmpty()
        ? null
        : new Woken(
            new Answer(Choice.NOBODY, null, "", false, ""),
            "Set aside, because beside it something failed: "
                + failure
                + ". It is asked again behind that, if it is of use then.",
            true);
  }

  private @Nullable Woken look(
      Prompt prompt, @Nullable Elsewhere elsewhere, Voices voices, Instant until)
      throws InterruptedException {
    if (elsewhere != null) {
      try {
        Optional<Answer> heard = voices.heard(prompt, elsewhere.service(), elsewhere.said());
        if (heard.isPresent()) {
          Answer answer = heard.get();
          String word = answer.isYes() ? "yes" : "no";
          return new Woken(answer, answer.by() + " said " + word + " " + answer.reason());
        }
      } catch (ServiceFailure notNow) {
        // The next look may be luckier, and the terminal is still there.
      }
    }
    if (clock.now().isBefore(until)) {
      return null;
    }
    String limit = prompt.limit() == null ? "" : Show.duration(prompt.limit());
    return new Woken(
        new Answer(Choice.NOBODY, null, "", false, ""), "Nobody answered within " + limit + ".");
  }

  /** Ends the wait whose interruption was ours. */
  void rethrow() {
    RuntimeException known = woken.get();
    if (known != null) {
      throw known;
    }
  }

  /** An answer that was typed at the last moment must not be followed by an interruption. */
  @Override
  public void close() {
    over.set(true);
    Thread thread = watching;
    if (thread == null) {
      return;
    }
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    interrupted |= Thread.interrupted();
    if (interrupted && woken.get() == null) {
      Thread.currentThread().interrupt();
    }
  }
}
