package dev.runbook.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimelineTest {

  private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");

  private static void sleep(Timeline timeline, Duration length) {
    try {
      timeline.sleep(length);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> story(int branches) throws InterruptedException {
    VirtualTimeline timeline = new VirtualTimeline(START);
    List<String> story = new ArrayList<>();
    List<Runnable> all = new ArrayList<>();
    for (int branch = 0; branch < branches; branch++) {
      int number = branch;
      all.add(() -> {
        for (int round = 0; round < 5; round++) {
          story.add(number + "." + round + " " + Duration.between(START, timeline.now()));
          sleep(timeline, Duration.ofMinutes(1 + (number * 7L + round) % 5));
        }
      });
    }
    timeline.all(all);
    return story;
  }

  @Test
  void virtualTimePassesOnlyWhileAllWait() throws InterruptedException {
    VirtualTimeline timeline = new VirtualTimeline(START);
    timeline.sleep(Duration.ofDays(365));
    assertThat(timeline.now()).isEqualTo(START.plus(Duration.ofDays(365)));
    timeline.sleep(Duration.ofDays(-1));
    assertThat(timeline.now()).isEqualTo(START.plus(Duration.ofDays(365)));
  }

  /** Who waits for a turn that nobody gives is not to be interrupted, so the test has a thread. */
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whereNobodyCanBeToldOfTimeEachWhoWaitsMeetsIt() {
    VirtualTimeline timeline =
        new VirtualTimeline(
            START,
            now -> {
              throw new IllegalStateException("silent");
            });
    List<String> met = Collections.synchronizedList(new ArrayList<>());
    Runnable waits =
        () -> {
          try {
            timeline.sleep(Duration.ofMinutes(1));
          } catch (IllegalStateException e) {
            met.add(e.getMessage());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    // Time goes on as the last one ends, who waits for nothing.
    Runnable ends = () -> met.add("ended");
    assertThatThrownBy(() -> timeline.all(List.of(waits, waits, ends))).hasMessage("silent");
    assertThat(met).containsExactly("ended", "silent", "silent");
  }

  @Test
  void branchesGoTheSameWayEachTime() throws InterruptedException {
    List<String> first = story(20);
    assertThat(first).hasSize(100).startsWith("0.0 PT0S", "1.0 PT0S", "2.0 PT0S");
    for (int time = 0; time < 5; time++) {
      assertThat(story(20)).isEqualTo(first);
    }
  }

  @Test
  void branchesShareTheirTimeAndTheLongestCounts() throws InterruptedException {
    VirtualTimeline timeline = new VirtualTimeline(START);
    timeline.all(
        List.of(
            () -> sleep(timeline, Duration.ofHours(1)),
            () -> sleep(timeline, Duration.ofHours(3)),
            () -> sleep(timeline, Duration.ofHours(2))));
    assertThat(timeline.now()).isEqualTo(START.plus(Duration.ofHours(3)));
  }

  /** Looked up for or by itself, a sleeper wakes at the same moment. */
  @Test
  void whoLooksUpWakesAtTheLookAtWhichItIsOver() throws InterruptedException {
    VirtualTimeline virtual = new VirtualTimeline(START);
    for (Timeline timeline : List.of(virtual, new ByItself(virtual))) {
      Instant begun = timeline.now();
      AtomicBoolean over = new AtomicBoolean();
      List<Duration> left = new ArrayList<>();
      List<Instant> woken = new ArrayList<>();
      timeline.all(
          List.of(
              () -> {
                sleep(timeline, Duration.ofSeconds(210));
                over.set(true);
              },
              () -> {
                try {
                  Duration minute = Duration.ofMinutes(1);
                  left.add(timeline.sleep(Duration.ofMinutes(10), minute, over::get));
                  woken.add(timeline.now());
                  left.add(timeline.sleep(Duration.ofSeconds(90), minute, () -> false));
                  woken.add(timeline.now());
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
      assertThat(left).containsExactly(Duration.ofMinutes(6), Duration.ZERO);
      assertThat(woken).containsExactly(begun.plusSeconds(240), begun.plusSeconds(330));
    }
  }

  @Test
  void anInterruptIsToldAtTheNextLook() throws InterruptedException {
    VirtualTimeline timeline = new VirtualTimeline(START);
    List<Instant> told = new ArrayList<>();
    Thread[] sleeper = new Thread[1];
    timeline.all(
        List.of(
            () -> {
              sleeper[0] = Thread.currentThread();
              try {
                Duration _ =
                    timeline.sleep(Duration.ofHours(1), Duration.ofMinutes(1), () -> false);
              } catch (InterruptedException e) {
                told.add(timeline.now());
              }
            },
            () -> {
              sleep(timeline, Duration.ofSeconds(90));
              sleeper[0].interrupt();
            }));
    assertThat(told).containsExactly(START.plusSeconds(120));
  }

  /** A timeline that has no way of its own to look up. */
  private record ByItself(Timeline timeline) implements Timeline {
    @Override
    public Instant now() {
      return timeline.now();
    }

    @Override
    public void sleep(Duration length) throws InterruptedException {
      timeline.sleep(length);
    }

    @Override
    public void all(List<Runnable> branches) throws InterruptedException {
      timeline.all(branches);
    }
  }

  @Test
  void branchesHaveBranches() throws InterruptedException {
    VirtualTimeline timeline = new VirtualTimeline(START);
    List<String> ends = new ArrayList<>();
    timeline.all(
        List.of(
            () -> {
              try {
                timeline.all(
                    List.of(
                        () -> sleep(timeline, Duration.ofMinutes(5)),
                        () -> sleep(timeline, Duration.ofMinutes(6))));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              ends.add("inner " + Duration.between(START, timeline.now()));
            },
            () -> ends.add("outer " + Duration.between(START, timeline.now()))));
    assertThat(ends).containsExactly("outer PT0S", "inner PT6M");
  }

  @Test
  void tenThousandSleepersWakeInTheirOrder() throws InterruptedException {
    VirtualTimeline timeline = new VirtualTimeline(START);
    List<Integer> woken = new ArrayList<>();
    List<Runnable> all = new ArrayList<>();
    for (int sleeper = 0; sleeper < 10_000; sleeper++) {
      int number = sleeper;
      all.add(() -> {
        sleep(timeline, Duration.ofSeconds(10_000 - number));
        woken.add(number);
      });
    }
    timeline.all(all);
    assertThat(woken).hasSize(10_000).isSortedAccordingTo(Collections.reverseOrder());
    assertThat(timeline.now()).isEqualTo(START.plusSeconds(10_000));
  }

  @Test
  void aBranchThatBreaksHoldsUpNoOther() throws InterruptedException {
    VirtualTimeline timeline = new VirtualTimeline(START);
    AtomicInteger ended = new AtomicInteger();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    CountDownLatch told = new CountDownLatch(1);
    Thread.setDefaultUncaughtExceptionHandler((thread, bug) -> told.countDown());
    try {
      timeline.all(
          List.of(
              () -> {
                throw new IllegalStateException("broken");
              },
              () -> {
                sleep(timeline, Duration.ofHours(1));
                ended.incrementAndGet();
              }));
      told.await();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(ended).hasValue(1);
  }

  @Test
  void anInterruptIsToldAndTakesNobodysTurn() throws InterruptedException {
    VirtualTimeline timeline = new VirtualTimeline(START);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> timeline.sleep(Duration.ofHours(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    AtomicInteger ended = new AtomicInteger();
    timeline.all(List.of(ended::incrementAndGet, ended::incrementAndGet));
    assertThat(ended).hasValue(2);
  }

  @Test
  void oneThreadHasATurnInEachOfItsTimelines() throws InterruptedException {
    for (int time = 0; time < 50; time++) {
      VirtualTimeline timeline = new VirtualTimeline(START);
      AtomicInteger ended = new AtomicInteger();
      timeline.all(Collections.nCopies(3, ended::incrementAndGet));
      assertThat(ended).hasValue(3);
    }
  }

  @Test
  void realTimeIsTheMachines() throws InterruptedException {
    RealTimeline timeline = new RealTimeline();
    Instant begun = timeline.now();
    timeline.sleep(Duration.ofMillis(20));
    assertThat(Duration.between(begun, timeline.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(19));
    AtomicInteger ended = new AtomicInteger();
    timeline.all(List.of(ended::incrementAndGet, ended::incrementAndGet));
    assertThat(ended).hasValue(2);
  }

  @Test
  void aRealParallelWaitsForItsBranchesAlsoWhenInterrupted() {
    RealTimeline timeline = new RealTimeline();
    CountDownLatch sleeps = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Thread run = Thread.currentThread();
    assertThatThrownBy(() ->
            timeline.all(
                List.of(
                    () -> {
                      sleeps.countDown();
                      sleep(timeline, Duration.ofHours(1));
                      ended.incrementAndGet();
                    },
                    () -> {
                      try {
                        sleeps.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      run.interrupt();
                    })))
        .isInstanceOf(InterruptedException.class);
    assertThat(ended).hasValue(1);
  }
}
