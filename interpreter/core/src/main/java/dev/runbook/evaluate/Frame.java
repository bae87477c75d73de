package dev.runbook.evaluate;

import dev.runbook.check.Module;
import dev.runbook.check.Symbol;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where the evaluator is: data, so that a branch can go on elsewhere.
 *
 * @param owner the runbook, component or procedure whose body this is
 * @param path the names of the steps, calls, branches and rounds that lead here
 * @param component whose fields are visible by their bare names
 * @param temporary what the nearest step has to restore, newest first
 * @param restores whether this is the block at whose end that happens
 * @param round the number of the attempt, for the keys of effects; 0 where nothing is retried
 * @param triedAgain whether a failure here is tried again, so that nobody is asked about undoing
 *     yet
 */
record Frame(
    Module module,
    String owner,
    String path,
    Values values,
    Symbol.@Nullable Environment environment,
    Symbol.@Nullable Component component,
    Guards guards,
    Deque<Temporary> temporary,
    boolean restores,
    int round,
    boolean triedAgain) {

  /** A change that is taken back when its step ends. */
  record Temporary(String name, Undos.Entry undo, boolean outlivesFailure) {}

  static Frame of(
      Module module, String path, Symbol.@Nullable Environment environment, Guards guards) {
    return new Frame(
        module,
        "",
        path,
        new Values(),
        environment,
        null,
        guards,
        new ArrayDeque<>(),
        true,
        0,
        false);
  }

  Frame at(@Nullable String segment) {
    String longer = segment == null ? path : path.isEmpty() ? segment : path + "/" + segment;
    return new Frame(
        module,
        owner,
        longer,
        values,
        environment,
        component,
        guards,
        temporary,
        false,
        round,
        triedAgain);
  }

  Frame inner() {
    return new Frame(
        module,
        owner,
        path,
        values.inner(),
        environment,
        component,
        guards,
        temporary,
        false,
        round,
        triedAgain);
  }

  Frame restoring() {
    return new Frame(
        module,
        owner,
        path,
        values,
        environment,
        component,
        guards,
        new ArrayDeque<>(),
        true,
        round,
        triedAgain);
  }

  Frame in(Symbol.Environment other) {
    return new Frame(
        module, owner, path, values, other, component, guards, temporary, false, round, triedAgain);
  }

  Frame attempt(int number) {
    return new Frame(
        module,
        owner,
        path,
        values,
        environment,
        component,
        guards,
        temporary,
        false,
        number,
        triedAgain);
  }

  Frame trying(boolean again) {
    return new Frame(
        module,
        owner,
        path,
        values,
        environment,
        component,
        guards,
        temporary,
        false,
        round,
        again);
  }

  /** The body of another declaration: its own names, its caller's place and guards. */
  Frame body(Symbol of, Module in) {
    Symbol.Component whose = of instanceof Symbol.Component other ? other : null;
    return new Frame(
        in,
        of.name(),
        path,
        new Values(),
        environment,
        whose,
        new Guards(guards),
        new ArrayDeque<>(),
        true,
        round,
        triedAgain);
  }

  Frame of(Symbol.Runbook runbook) {
    return new Frame(
        module,
        runbook.name(),
        path,
        values,
        environment,
        component,
        guards,
        temporary,
        restores,
        round,
        triedAgain);
  }

  /** The key of an effect here: the same on every resume, another one for every attempt. */
  String key() {
    return round == 0 ? path : path + "." + round;
  }
}
