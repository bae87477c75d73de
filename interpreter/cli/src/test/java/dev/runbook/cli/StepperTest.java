package dev.runbook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.door.Departure;
import dev.runbook.evaluate.Pacer.Known;
import dev.runbook.evaluate.Pacer.Move;
import dev.runbook.evaluate.Pacer.Stop;
import dev.runbook.evaluate.Pacer.Target;
import dev.runbook.evaluate.Pacer.Told;
import dev.runbook.journal.Undo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed where a run stands still, and what it comes to. */
final class StepperTest {

  private static final Stop HERE = new At("one/tell", 10, "");
  private static final Stop FAILED = new At("one/tell", 10, "tag.parts is 2");

  private final Turn turn = new Turn();
  private final Deque<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  private Stepper stepper(@Nullable Supplier<RuntimeException> leaving) {
    PrintStream screen = new PrintStream(told, true, UTF_8);
    Console console = new Console(screen, screen);
    Saving saving =
        new Saving(
            Incident.program(Workspace.open(null)).runbooks().getFirst(),
            null,
            Workspace.open(null));
    return new Stepper(
        new Stepper.Around(
            console,
            new Script(),
            turn,
            "[sandbox] ",
            false,
            ZoneOffset.UTC,
            leaving,
            () -> false,
            new Course(false),
            saving,
            new Beside(Workspace.open(null), console, null),
            null));
  }

  private Move typed(Stop stop, String... typed) {
    lines.addAll(List.of(typed));
    try (Stepper stepper = stepper(null)) {
      return stepper.next(stop);
    }
  }

  private String said() {
    return told.toString(UTF_8);
  }

  /** What has to be justified, or is not possible here, is not done: it says so, and asks again. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "skip|Say why: `skip REASON`.",
        "undo|Say why: `undo REASON`. It ends the run.",
        "note|Type `note` and what to put down.",
        "do|Type what to do behind it.",
        "retry|Nothing failed here",
        "back|Nothing was done so far that could be undone.",
        "escalate|This runbook names nobody to escalate to.",
        "leave|This is a rehearsal that is not kept",
        "handover bob|This is a rehearsal that is not kept",
        "load|Say which: `load FILE`, with its parameters.",
        "load other.rb4|This run has not come to its end",
        "attach|Say to which: `attach RUN`",
        "resume 2026|`runbook resume RUN --step`, in another window.",
        "stpe|Did you mean the command `step`?",
        "jump|There is no step `` ahead",
        "jump three|Say why: `jump three REASON`.",
        "run-to nowhere|There is no step `nowhere` ahead: there is two, three.",
        "save-as saved.rb4|Nothing was done by hand so far"
      })
  void whatCannotBeDoneIsSaidAndAskedAgain(String line, String says) {
    assertThat(typed(HERE, line, "step")).isEqualTo(new Move.Go());
    assertThat(said()).contains(says);
  }

  @Test
  void beforeAJumpItSaysWhatIsLeftOutAndWhatWillBeMissing() {
    assertThat(typed(HERE, "jump three", "jump three no time"))
        .isEqualTo(new Move.Jump("three", "no time"));
    assertThat(said())
        .contains(
            "This would be left out:\n",
            "- check tag.parts == 3",
            "These have no value there, and are used: size");
  }

  @Test
  void whatWasDecidedHasItsReason() {
    assertThat(typed(HERE, "skip it is late")).isEqualTo(new Move.Skip("it is late"));
    assertThat(typed(HERE, "undo it throws")).isEqualTo(new Move.Undo("it throws"));
    assertThat(typed(HERE, "stop enough")).isEqualTo(new Move.End("enough"));
    assertThat(typed(FAILED, "retry")).isEqualTo(new Move.Retry());
    assertThat(typed(HERE, "note a KeyError")).isEqualTo(new Move.Note("a KeyError"));
    assertThat(typed(HERE, "do check 1 == 1")).isEqualTo(new Move.Typed("check 1 == 1"));
  }

  @Test
  void whatReadsIsShownAndWhatChangesIsDone() {
    assertThat(typed(HERE, "size", "change size")).isEqualTo(new Move.Typed("change size"));
    assertThat(said()).contains("3  (number)");
  }

  /** Whatever goes on, at a breakpoint and where something failed it stands still. */
  @Test
  void itGoesOnToABreakpointAndToAFailure() {
    lines.addAll(List.of("break 12", "break two", "go"));
    try (Stepper stepper = stepper(null)) {
      assertThat(stepper.next(HERE)).isEqualTo(new Move.Go());
      assertThat(stepper.next(new At("one/more", 11, ""))).isEqualTo(new Move.Go());
      lines.addAll(List.of("skip a", "go", "skip b", "clear two", "go"));
      assertThat(stepper.next(new At("one/other", 12, ""))).isEqualTo(new Move.Skip("a"));
      assertThat(stepper.next(new At("one/other", 12, ""))).isEqualTo(new Move.Go());
      assertThat(stepper.next(new At("two", 20, ""))).isEqualTo(new Move.Skip("b"));
      assertThat(stepper.next(new At("two", 20, ""))).isEqualTo(new Move.Go());
      assertThat(stepper.next(new At("two", 20, ""))).isEqualTo(new Move.Go());
      lines.addAll(List.of("skip c"));
      assertThat(stepper.next(FAILED)).isEqualTo(new Move.Skip("c"));
    }
  }

  /** A branch that is not to stop does not wait for what is asked beside it. */
  @Test
  @Timeout(20)
  void whatGoesOnIsNotHeldUpByAQuestionBesideIt() throws InterruptedException {
    lines.add("go");
    try (Stepper stepper = stepper(null)) {
      assertThat(stepper.next(HERE)).isEqualTo(new Move.Go());
      turn.take("");
      List<Move> moves = new CopyOnWriteArrayList<>();
      Thread beside = Thread.ofVirtual().start(() -> moves.add(stepper.next(HERE)));
      beside.join();
      turn.give();
      assertThat(moves).containsExactly(new Move.Go());
    }
  }

  /** Over a step: nothing in it is a stop, and what comes behind it is. */
  @Test
  void overGoesToTheNextStatementBehind() {
    lines.addAll(List.of("over"));
    Stop step = new At("one", 9, "");
    try (Stepper stepper = stepper(null)) {
      assertThat(stepper.next(step)).isEqualTo(new Move.Go());
      assertThat(stepper.next(HERE)).isEqualTo(new Move.Go());
      stepper.left(HERE);
      assertThat(stepper.next(new At("one/more", 11, ""))).isEqualTo(new Move.Go());
      stepper.left(step);
      lines.add("skip behind it");
      assertThat(stepper.next(new At("two", 20, ""))).isEqualTo(new Move.Skip("behind it"));
    }
  }

  /** The note with the name is in the record before this process ends. */
  @Test
  void whoHandsItOverIsRecordedFirstAndLeavesThen() {
    lines.add("handover bob the rest is yours");
    try (Stepper stepper = stepper(() -> new Departure("left"))) {
      assertThat(stepper.next(HERE))
          .isEqualTo(new Move.Note("handed over to bob: the rest is yours"));
      assertThatThrownBy(() -> stepper.next(HERE)).isInstanceOf(Departure.class);
    }
  }

  /** A service that is looked at in the background and does not answer holds nobody up. */
  @Test
  @Timeout(20)
  void aSlowWatchHoldsUpNobody() {
    Semaphore looks = new Semaphore(1);
    Stop slow = new At("one/tell", 10, "", looks);
    try {
      assertThat(typed(slow, "watch slow", "size", "skip at once"))
          .isEqualTo(new Move.Skip("at once"));
      assertThat(said()).contains("watch: slow is 3", "3  (number)");
    } finally {
      looks.release(100);
    }
  }

  private final class Script implements Keyboard {
    @Override
    public String read(String question) {
      String line = lines.poll();
      if (line == null) {
        throw new EndOfFileException();
      }
      return line;
    }

    @Override
    public String read(String question, Aids aids) {
      return read(question);
    }

    @Override
    public Runnable onInterrupt(Runnable work) {
      return work;
    }

    @Override
    public void close() {}
  }

  /**
   * @param looks how often a slow service answers
   */
  private record At(String name, int line, String failure, Semaphore looks) implements Stop {
    At(String name, int line, String failure) {
      this(name, line, failure, new Semaphore(0));
    }

    @Override
    public String path() {
      return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }

    @Override
    public String words() {
      return "matrix.post(...)";
    }

    @Override
    public String place() {
      return "steps.rb4:" + line;
    }

    @Override
    public boolean isEnd() {
      return false;
    }

    @Override
    public boolean hasInside() {
      return false;
    }

    @Override
    public List<String> ahead() {
      return List.of();
    }

    @Override
    public List<Known> values() {
      return List.of();
    }

    @Override
    public Told evaluate(String expression) {
      if (expression.equals("slow")) {
        try {
          looks.acquire();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      if (expression.matches("(resume|stpe).*")) {
        return new Told(false, false, "", "not understood");
      }
      return expression.startsWith("change")
          ? new Told(true, true, "", "")
          : new Told(true, false, "number", "3");
    }

    @Override
    public List<Known> fields(String expression) {
      return List.of();
    }

    @Override
    public List<Target> targets() {
      return List.of(
          new Target("two", "The second", List.of(), List.of()),
          new Target("three", "The third", List.of("size"), List.of("check tag.parts == 3")));
    }

    @Override
    public List<Undo> undos() {
      return List.of();
    }

    @Override
    public List<String> prose() {
      return List.of();
    }

    @Override
    public List<String> actions() {
      return List.of();
    }

    @Override
    public String ladder() {
      return "";
    }
  }
}
