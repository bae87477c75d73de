package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Argument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Matches arguments with parameters: first by place, then by name. */
final class ArgumentChecker {

  /** What a parameter list asks for, whatever declares it. */
  record Formal(String name, boolean required) {}

  private final Problems problems;

  ArgumentChecker(Problems problems) {
    this.problems = problems;
  }

  /** The arguments in the order of the parameters; null where none is given. */
  List<@Nullable Argument> bind(
      String callee, List<Formal> formals, List<Argument> arguments, Module module, Span where) {
    @Nullable Argument[] bound = new @Nullable Argument[formals.size()];
    boolean named = false;
    boolean misspelt = false;
    int place = 0;
    for (Argument argument : arguments) {
      if (argument.name() == null) {
        if (named) {
          tell(
              module,
              argument.span(),
              "an argument by place stands behind one by name",
              "give it by name too");
        } else if (place >= formals.size()) {
          tooMany(callee, formals, module, argument.span());
        } else {
          bound[place++] = argument;
        }
        continue;
      }
      named = true;
      int index = index(formals, argument.name().text());
      if (index < 0) {
        misspelt = true;
        unknown(callee, formals, argument, module);
      } else if (bound[index] != null) {
        tell(
            module, argument.span(), "`" + argument.name() + "` is given twice", "the second time");
      } else {
        bound[index] = argument;
      }
    }
    // A misspelt one is most likely the one that is missing.
    if (!misspelt) {
      missing(callee, formals, bound, module, where);
    }
    return new ArrayList<>(Arrays.asList(bound));
  }

  private void tell(Module module, Span span, String title, String label) {
    problems.tell(Problems.at(Code.RB2006, module, span, title).label(label));
  }

  private void tooMany(String callee, List<Formal> formals, Module module, Span span) {
    String takes =
        formals.isEmpty()
            ? "takes no arguments"
            : "takes " + formals.size() + ": " + names(formals);
    problems.tell(
        Problems.at(Code.RB2006, module, span, "this argument is one too many")
            .label("not expected")
            .note("`" + callee + "` " + takes + ".")
            .fix("Remove it."));
  }

  private void unknown(String callee, List<Formal> formals, Argument argument, Module module) {
    var name = argument.name();
    if (name != null) {
      problems.unknown(
          Code.RB2006,
          module,
          name.span(),
          "parameter of `" + callee + "` called",
          name.text(),
          formals.stream().map(Formal::name).toList());
    }
  }

  private void missing(
      String callee, List<Formal> formals, @Nullable Argument[] bound, Module module, Span where) {
    List<String> missing = new ArrayList<>();
    for (int at = 0; at < formals.size(); at++) {
      if (bound[at] == null && formals.get(at).required()) {
        missing.add(formals.get(at).name());
      }
    }
    if (!missing.isEmpty()) {
      problems.tell(
          Problems.at(
                  Code.RB2006, module, where, "`" + callee + "` needs " + Problems.list(missing))
              .label("missing here")
              .fix("Write `" + missing.getFirst() + ": ...` among the arguments."));
    }
  }

  private static int index(List<Formal> formals, String name) {
    for (int at = 0; at < formals.size(); at++) {
      if (formals.get(at).name().equals(name)) {
        return at;
      }
    }
    return -1;
  }

  private static String names(List<Formal> formals) {
    return Problems.list(formals.stream().map(Formal::name).toList());
  }
}
