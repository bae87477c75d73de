package dev.runbook.evaluate;

import java.util.List;

/** Whoever goes through a run step by step: asked before each statement, and where one failed. */
public interface Pacer {

  /** Nobody: the run goes on by itself. */
  Pacer NONE =
      new Pacer() {
        @Override
        public Move next(Stop stop) {
          return new Move.Go();
        }

        @Override
        public void left(Stop stop) {}

        @Override
        public boolean isThere() {
          return false;
        }
      };

  /** What to do here. Whatever but going on is asked again after it. */
  Move next(Stop stop) throws InterruptedException;

  /** A statement that was gone on with is over, however it ended. */
  void left(Stop stop);

  /** Whether anybody goes step by step at all. */
  default boolean isThere() {
    return true;
  }

  /** What is done at a stop. */
  sealed interface Move {

    /** Does the statement; where it failed, lets that count. */
    record Go() implements Move {}

    /** Leaves the statement out. */
    record Skip(String reason) implements Move {}

    /** Leaves out all that stands before a step. */
    record Jump(String path, String reason) implements Move {}

    /** Does a statement again that failed. */
    record Retry() implements Move {}

    /** Takes back the newest of what was done. */
    record Back() implements Move {}

    /** Does a statement of the language that was typed. */
    record Typed(String text) implements Move {}

    /** Asks the ladder of the runbook for help. */
    record Escalate() implements Move {}

    /** Puts words down in the record. */
    record Note(String words) implements Move {}

    /** Ends the run, and undoes what it did. */
    record Undo(String reason) implements Move {}

    /** Ends the run. */
    record End(String reason) implements Move {}
  }

  /** A statement before which, or after the failure of which, the run stands still. */
  interface Stop {

    /** Where in the run. */
    String path();

    /** The same with the name of the statement itself, where it has one. */
    String name();

    /** The statement's first line. */
    String words();

    /** Its file and line. */
    String place();

    /** Why it failed; empty where it was not done yet. */
    String failure();

    /** Whether all statements are done: there is only the end of the run. */
    boolean isEnd();

    /** Whether there are statements in it that could be stopped at. */
    boolean hasInside();

    /** What is to be done from here on in the block, this first, a line each. */
    List<String> ahead();

    /** The values that are known here. */
    List<Known> values();

    /** What an expression comes to, with these values; or what is wrong with it. */
    Told evaluate(String expression);

    /** What an expression's value has, with types and without values: nothing is asked for it. */
    List<Known> fields(String expression);

    /** The steps that can be jumped to. */
    List<Target> targets();

    /** What undoing would take back now, newest first. */
    List<dev.runbook.journal.Undo> undos();

    /** The prose of the step in which it is. */
    List<String> prose();

    /** What may be typed: the services' actions with their parameters. */
    List<String> actions();

    /** Who may be asked for help; empty where nobody is named. */
    String ladder();
  }

  /** A value by its name and type. */
  record Known(String name, String type, String value) {}

  /**
   * @param fine whether it is a value; else the words say what is wrong
   * @param changes whether it would change something, and so was not evaluated
   */
  record Told(boolean fine, boolean changes, String type, String words) {}

  /**
   * A step ahead.
   *
   * @param missing names that would have no value there
   * @param over what would be left out
   */
  record Target(String path, String title, List<String> missing, List<String> over) {
    public Target {
      missing = List.copyOf(missing);
      over = List.copyOf(over);
    }
  }
}
