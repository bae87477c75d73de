package dev.runbook.plan;

import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing of a plan; what belongs to it stands below it in its {@link Node}.
 *
 * <p>A path is the one of the place in the run. Lengths of time are words, because in a plan one
 * may depend on a value that is not known.
 */
public sealed interface Part {

  /** Where the record of a run tells of it; null where it tells nothing. */
  default Progress.@Nullable Place place() {
    return switch (this) {
      case Section section -> at(section.path);
      case Action action -> at(action.path);
      case Named named -> at(named.path);
      case WaitFor wait -> new Progress.Place(wait.path, wait.what);
      case WaitUntil wait -> new Progress.Place(wait.path, wait.what);
      case Watch watch -> new Progress.Place(watch.path, watch.what);
      case Check check -> new Progress.Place(check.path, check.what);
      case Warning warning -> at(warning.path);
      case Confirm confirm -> at(confirm.path);
      case Ask ask -> at(ask.path);
      case Work work -> at(work.path);
      case Evidence evidence -> at(evidence.path);
      case Prose _,
          Answered _,
          GoesBack _,
          Given _,
          Choice _,
          Parallel _,
          Rounds _,
          Branch _,
          Each _,
          Retry _,
          Requirement _,
          Escalate _,
          Ends _,
          Handler _,
          Ensure _,
          Temporary _,
          Release _ ->
          null;
    };
  }

  private static Progress.Place at(String path) {
    return new Progress.Place(path, "");
  }

  enum Kind {
    STEP,
    DEPLOYMENT,
    RUN,
    PROCEDURE
  }

  /** A stretch with a title. */
  record Section(Kind kind, String path, Words title, boolean optional) implements Part {}

  /** Markdown, as it was written. */
  record Prose(Words markdown) implements Part {}

  enum Effect {
    READ,
    NOTICE,
    CHANGE
  }

  /**
   * An effect, in the words in which a person would do it. Below it stands what is read before, as
   * far as the way back needs it, and the answer where it was asked for.
   */
  record Action(
      String path,
      Effect effect,
      String service,
      Words byHand,
      @Nullable Words limit,
      @Nullable WayBack wayBack)
      implements Part {}

  /** What a read said when the plan was made. */
  record Answered(Value answer) implements Part {}

  /** How something is taken back. */
  record GoesBack(WayBack how) implements Part {}

  /**
   * A value gets a name, by which the rest of the plan speaks of it. Below it stands where it comes
   * from.
   *
   * @param value what is computed; null where it is what the action or procedure below gives
   */
  record Named(String path, String name, Type type, @Nullable Words value) implements Part {}

  /** What a procedure gives to whoever asked for it, and with which it ends. */
  record Given(Words value) implements Part {}

  /** Below it stand branches, of which one is taken: which one is not known. */
  record Choice() implements Part {}

  /** Below it stand branches, all of them at the same time. */
  record Parallel() implements Part {}

  /** Below it stand the rounds as branches. */
  record Rounds(Turns turns) implements Part {}

  /**
   * @param when what it stands for; empty where what is below says so itself
   */
  record Branch(Words when) implements Part {}

  enum Turns {
    ONE_BY_ONE,
    BATCHES,
    ALL_AT_ONCE
  }

  /** What is below is done for each element of a list that is not known. */
  record Each(String path, String variable, Words list, Turns turns) implements Part {}

  record Retry(Words times, @Nullable Words every) implements Part {}

  /**
   * Below it stands how to see it.
   *
   * @param what as the record calls it, where there may be several at a place
   */
  record WaitFor(
      String path,
      String what,
      Words until,
      @Nullable Words failsIf,
      @Nullable Words every,
      @Nullable Words usually,
      @Nullable Words limit)
      implements Part {}

  record WaitUntil(String path, String what, Words time, @Nullable Words limit) implements Part {}

  /** Below it stands what has to hold all the time. */
  record Watch(
      String path,
      String what,
      Words title,
      @Nullable Words length,
      @Nullable Words every,
      @Nullable Words limit)
      implements Part {}

  /**
   * Below it stands how to see it.
   *
   * @param what as the record calls it
   * @param otherwise what is said where it does not hold
   */
  record Check(String path, String what, Words holds, @Nullable Words otherwise) implements Part {}

  /** Something that has to hold for the whole runbook. */
  record Requirement(Words what, @Nullable Words otherwise) implements Part {}

  record Warning(String path, Words warning, @Nullable Words unless) implements Part {}

  /**
   * Who may answer.
   *
   * @param teams as people call them; empty: whoever runs it
   */
  record Who(List<String> teams, @Nullable Words quorum) {
    public Who {
      teams = List.copyOf(teams);
    }
  }

  /**
   * @param inReplyTo the message under which it may be answered too
   * @param lets what it lets happen
   */
  record Confirm(
      String path,
      Words question,
      Who who,
      @Nullable Words limit,
      @Nullable Words inReplyTo,
      List<String> lets)
      implements Part {
    public Confirm {
      lets = List.copyOf(lets);
    }
  }

  record Option(String name, String text) {}

  record Ask(
      String path,
      String name,
      Words question,
      Type type,
      List<Option> options,
      @Nullable Words byDefault,
      Who who,
      @Nullable Words limit)
      implements Part {
    public Ask {
      options = List.copyOf(options);
    }
  }

  /** Work of a person. Below it stands what should be seen afterwards. */
  record Work(String path, Words work, Who who, @Nullable Words limit) implements Part {}

  record Evidence(String path, Words title, @Nullable Words value) implements Part {}

  record Escalate(String ladder) implements Part {}

  enum Ending {
    STOPS,
    FAILS,
    RECOVERS
  }

  record Ends(Ending how, Words reason) implements Part {}

  /** Below it stands what is done where the section ends otherwise than well. */
  record Handler(List<String> outcomes) implements Part {
    public Handler {
      outcomes = List.copyOf(outcomes);
    }
  }

  /** Below it stands what is done however the section ends. */
  record Ensure() implements Part {}

  /** Below it stands what is taken back at the end. */
  record Temporary(String name, boolean untilDone) implements Part {}

  record Release(String name) implements Part {}
}
