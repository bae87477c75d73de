package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.door.Elsewhere;
import dev.runbook.door.RealTimeline;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import dev.runbook.people.Voices;
import dev.runbook.stdlib.sandbox.Member;
import dev.runbook.stdlib.sandbox.Teams;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WakerTest {

  private static final Prompt PROMPT =
      Prompt.of(Prompt.Kind.CONFIRM, "good-time", "Push v3.20?")
          .by(List.of(new Prompt.Team("releng", "RelEng")), 1);

  private final Voices voices =
      new Voices(new Teams(Map.of("releng", List.of(new Member("anna", Map.of("chat", "@anna"))))));

  @Test
  void aReachedLimitEndsTheWait() {
    Waker.Woken woken = woken(PROMPT.upTo(Duration.ZERO), null);
    assertThat(woken.answer().choice()).isEqualTo(Choice.NOBODY);
    assertThat(woken.told()).contains("Nobody answered within");
  }

  @Test
  void anAnswerElsewhereEndsTheWait() {
    Waker.Woken woken = woken(PROMPT, new Chat(new Elsewhere.Reply("@anna", "go", Instant.EPOCH)));
    assertThat(woken.answer().isYes()).isTrue();
    assertThat(woken.told()).isEqualTo("anna said yes in chat: go");
  }

  @Test
  void afterAnAnswerAtTheTerminalNothingIsLeftOfTheInterruption() {
    Waker waker =
        Waker.of(
            PROMPT.upTo(Duration.ZERO),
            null,
            () -> "",
            () -> "",
            voices,
            new RealTimeline(),
            Thread.currentThread());
    waker.close();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptionOfSomebodyElseIsLeft() {
    Waker waker =
        Waker.of(
            PROMPT.upTo(Duration.ofDays(1)),
            null,
            () -> "",
            () -> "",
            voices,
            new RealTimeline(),
            Thread.currentThread());
    Thread.currentThread().interrupt();
    waker.close();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatBecomesPointlessIsInterruptedWithTheReason() {
    try (Waker waker =
        Waker.of(
            PROMPT,
            null,
            () -> "the canary: 3 new issues",
            () -> "",
            voices,
            new RealTimeline(),
            Thread.currentThread())) {
      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(waker::rethrow)
          .isInstanceOf(Waker.Woken.class)
          .hasMessageContaining("another branch ended: the canary: 3 new issues");
    }
  }

  @Test
  void whatFailedMeanwhileSetsTheQuestionAsideForLater() {
    try (Waker waker =
        Waker.of(
            PROMPT,
            null,
            () -> "",
            () -> "the canary: 3 new issues",
            voices,
            new RealTimeline(),
            Thread.currentThread())) {
      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(waker::rethrow)
          .isInstanceOfSatisfying(
              Waker.Woken.class, woken -> assertThat(woken.isAskedAgain()).isTrue())
          .hasMessageContaining("something failed: the canary: 3 new issues");
    }
  }

  @Test
  void whatGoesWrongBesideTheQuestionMeetsWhoeverAsks() {
    Elsewhere broken =
        new Elsewhere() {
          @Override
          public String service() {
            return "chat";
          }

          @Override
          public List<Reply> said() {
            throw new IllegalStateException("it is broken");
          }
        };
    try (Waker waker =
        Waker.of(
            PROMPT,
            broken,
            () -> "",
            () -> "",
            voices,
            new RealTimeline(),
            Thread.currentThread())) {
      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(waker::rethrow).hasMessage("it is broken");
    }
  }

  private Waker.Woken woken(Prompt prompt, @Nullable Elsewhere elsewhere) {
    try (Waker waker =
        Waker.of(
            prompt,
            elsewhere,
            () -> "",
            () -> "",
            voices,
            new RealTimeline(),
            Thread.currentThread())) {
      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);
      try {
        waker.rethrow();
      } catch (Waker.Woken woken) {
        return woken;
      }
      throw new AssertionError("interrupted for no reason");
    }
  }

  private record Chat(Reply reply) implements Elsewhere {
    @Override
    public String service() {
      return "chat";
    }

    @Override
    public List<Reply> said() {
      return List.of(reply);
    }
  }
}
