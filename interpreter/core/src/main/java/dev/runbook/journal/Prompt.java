package dev.runbook.journal;

import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to people.
 *
 * @param path the place in the run that asks, which names the branch
 * @param by the teams one of whose members may answer; empty: the operator
 * @param quorum how many of them
 * @param details what they should see before they answer: what is guarded, what was seen
 * @param type of the value that an ask asks for; null for the rest
 * @param byDefault what an ask's answer is where nothing is typed; null where there is none
 * @param limit how long the answer is waited for; null: as long as it takes
 * @param inReplyTo what was posted, where an answer may be given there too; null: only here
 * @param ladder who may be asked for help instead; null where there is nobody
 * @param typed what has to be typed to agree, where a yes is too little
 * @param undos what undoing would do if it ended here, newest first, and what stands in its way
 */
public record Prompt(
    Kind kind,
    String path,
    String text,
    List<Team> by,
    int quorum,
    List<String> details,
    @Nullable Type type,
    @Nullable Value byDefault,
    @Nullable Duration limit,
    @Nullable Value inReplyTo,
    @Nullable String ladder,
    List<String> typed,
    List<Undo> undos) {

  public enum Kind {
    /** A decision: yes, or no. */
    CONFIRM,
    /** Work: done, or not. */
    DO,
    /** A value. */
    ASK,
    /** A warning that a person may pass with a reason. */
    WARN,
    /** What was seen decides nothing: a person may, with a reason. */
    UNDECIDED,
    /** A change may or may not have happened: yes, or no. */
    IN_DOUBT,
    /** A call failed for good: what to do now. */
    FAILED,
    /** A limit was reached: go on for how long, ask for help, or stop. */
    DEADLINE,
    /** Whether what was done shall be undone. */
    UNDO,
    /** An undo failed: what to do now. */
    UNDO_FAILED,
    /** Whether the people of a rung could help. */
    ESCALATION,
    /** Of a run that is gone through step by step: what to do at a statement. */
    STEP,
    /** An action that nobody does for us: done, with its result. */
    BY_HAND
  }

  /** A team by its name in the runbooks, and by what people call it. */
  public record Team(String name, String title) {
    @Override
    public String toString() {
      return title;
    }
  }

  public Prompt {
    by = List.copyOf(by);
    details = List.copyOf(details);
    typed = List.copyOf(typed);
    undos = List.copyOf(undos);
  }

  public static Prompt of(Kind kind, String path, String text) {
    return new Prompt(
        kind, path, text, List.of(), 1, List.of(), null, null, null, null, null, List.of(),
        List.of());
  }

  /** The same people in the same way, about something else. */
  public Prompt asking(String question) {
    return new Prompt(
        kind, path, question, by, quorum, details, type, byDefault, limit, inReplyTo, ladder, typed,
        undos);
  }

  public Prompt details(List<String> lines) {
    return new Prompt(
        kind, path, text, by, quorum, lines, type, byDefault, limit, inReplyTo, ladder, typed,
        undos);
  }

  public Prompt upTo(@Nullable Duration length) {
    return new Prompt(
        kind, path, text, by, quorum, details, type, byDefault, length, inReplyTo, ladder, typed,
        undos);
  }

  /** What people call the teams that may answer, as a list; empty where anybody may. */
  public String teams() {
    return by.stream().map(Team::title).collect(Collectors.joining(", "));
  }

  /** How many of which teams, where it takes more than one. */
  public String whom() {
    return (quorum > 1 ? quorum + " of " : "") + teams();
  }

  /** The same teams by their names in the runbooks. */
  public List<String> teamNames() {
    return by.stream().map(Team::name).toList();
  }

  public Prompt by(List<Team> teams, int count) {
    return new Prompt(
        kind, path, text, teams, count, details, type, byDefault, limit, inReplyTo, ladder, typed,
        undos);
  }

  public Prompt value(Type wanted, @Nullable Value otherwise) {
    return new Prompt(
        kind, path, text, by, quorum, details, wanted, otherwise, limit, inReplyTo, ladder, typed,
        undos);
  }

  public Prompt inReplyTo(@Nullable Value message) {
    return new Prompt(
        kind, path, text, by, quorum, details, type, byDefault, limit, message, ladder, typed,
        undos);
  }

  public Prompt orEscalate(@Nullable String to) {
    return new Prompt(
        kind, path, text, by, quorum, details, type, byDefault, limit, inReplyTo, to, typed, undos);
  }

  public Prompt undos(List<Undo> list) {
    return new Prompt(
        kind, path, text, by, quorum, details, type, byDefault, limit, inReplyTo, ladder, typed,
        list);
  }

  /** To agree takes more than a yes: one of these words. */
  public Prompt typed(List<String> words) {
    return new Prompt(
        kind, path, text, by, quorum, details, type, byDefault, limit, inReplyTo, ladder, words,
        undos);
  }
}
