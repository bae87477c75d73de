package dev.runbook.evaluate;

import dev.runbook.check.Module;
import dev.runbook.check.Symbol;
import dev.runbook.journal.Undo;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Where the evaluator is: data, so that a branch can go on elsewhere.
 *
 * @param owner the runbook, component or procedure whose body this is
 * @param path the names of the steps, calls, branches and rounds that lead here
 * @param component whose fields are visible by their bare names
 * @param temporary what the nearest step has to restore, newest first
 * @param restores whether this is the block at whose end that happens
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
    Manner manner) {

  /** A change that is taken back when its step ends. */
  record Temporary(String name, Undo.Single undo, boolean outlivesFailure) {}

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
        new ConcurrentLinkedDeque<>(),
        true,
        Manner.USUAL);
  }

  Frame at(@Nullable String segment) {
    return placed(segment == null ? path : path.isEmpty() ? segment : path + "/" + segment);
  }

  private Frame placed(String longer) {
    return new Frame(
        module, owner, longer, values, environment, component, guards, temporary, false, manner);
  }

  /** The first attempt at something is that thing; the others are told from it by their number. */
  Frame attempt(int number) {
    return number == 1 ? this : placed(path + "#" + number);
  }

  /** A round of a loop; what separates the names of a path, or ends a line, is no part of one. */
  Frame round(String key) {
    StringBuilder name = new StringBuilder();
    key.chars()
        .forEach(c -> {
          if (c == '/' || c == '%' || c == '#' || Character.isISOControl(c)) {
            name.append(String.format("%%%02X", c));
          } else {
            name.append((char) c);
          }
        });
    return at(name.toString());
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
        manner);
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
        new ConcurrentLinkedDeque<>(),
        true,
        manner);
  }

  Frame in(Symbol.Environment other) {
    return new Frame(
        module, owner, path, values, other, component, guards, temporary, false, manner);
  }

  Frame manner(Manner other) {
    return new Frame(
        module, owner, path, values, environment, component, guards, temporary, restores, other);
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
        new ConcurrentLinkedDeque<>(),
        true,
        manner.within());
  }

  /** What was typed here: the same values, and guards of its own. */
  Frame typed(Module text) {
    return new Frame(
        text,
        owner,
        path,
        values,
        environment,
        component,
        new Guards(guards),
        temporary,
        false,
        manner);
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
        manner);
  }
}
