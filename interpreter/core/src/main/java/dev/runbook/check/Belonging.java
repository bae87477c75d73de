package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Suggestions;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Clauses;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import dev.runbook.type.EnumType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which statements may stand in which blocks. */
final class Belonging {

  private static final List<String> HANDLED = EnumType.OUTCOME.values().subList(1, 5);

  private final Checking checking;
  private final Body body;
  private final Set<String> temporary = new HashSet<>();

  /**
   * @param looks only looks: the name of the block, else empty
   * @param returns whether a `return` ends the body from here
   * @param handler the nearest one around; null outside of all
   */
  private record Place(
      String looks, boolean returns, Statement.@Nullable On handler, boolean branches) {
    Place inner(boolean mayReturn) {
      return new Place(looks, returns && mayReturn, handler, false);
    }
  }

  private Belonging(Body body, Checking checking) {
    this.body = body;
    this.checking = checking;
  }

  static void check(Body body, Checking checking) {
    Belonging belonging = new Belonging(body, checking);
    Walk.statements(
        body.block(),
        statement -> {
          if (statement instanceof Statement.Temporarily temporarily) {
            belonging.temporary.add(temporarily.name().text());
          }
        });
    boolean returns = body.kind() == Body.Kind.PROCEDURE || body.kind() == Body.Kind.FUNCTION;
    boolean function = body.kind() == Body.Kind.FUNCTION;
    belonging.block(body.block(), new Place(function ? "function" : "", returns, null, false));
  }

  private void block(Block block, Place place) {
    for (Statement statement : block.statements()) {
      if (belongs(statement, place)) {
        inner(statement, place);
      }
    }
  }

  private void inner(Statement statement, Place place) {
    Place inner =
        switch (statement) {
          case Statement.Watch watch -> new Place("watch", false, null, false);
          case Statement.Do work -> new Place("do", false, null, false);
          case Statement.Parallel parallel -> new Place(place.looks, false, place.handler, true);
          case Statement.On handler -> new Place(place.looks, false, handler, false);
          case Statement.ForEach loop -> place.inner(false);
          case Statement.Retry retry -> place.inner(false);
          case Statement.Ensure ensure -> place.inner(false);
          default -> place.inner(true);
        };
    Walk.blocks(statement).forEach(block -> block(block, inner));
  }

  private boolean belongs(Statement statement, Place place) {
    return looks(statement, place) && branch(statement, place) && alone(statement, place);
  }

  /** Whether it may stand where something is only looked at. */
  static boolean looksOnly(Statement statement) {
    return looks(statement, "watch");
  }

  private static boolean looks(Statement statement, String place) {
    return switch (statement) {
      case Statement.Let let -> true;
      case Statement.If choice -> true;
      case Statement.Match match -> true;
      case Statement.Bad bad -> true;
      case Statement.Return returned -> !place.equals("watch");
      case Statement.Prose prose -> !place.equals("function");
      case Statement.Check check -> !place.equals("function");
      case Statement.ForEach loop -> !place.equals("function");
      // That it only computes, or acts where nothing may, is told of the call itself.
      case Statement.CallStatement call -> true;
      case Statement.Step _,
          Statement.Ask _,
          Statement.Temporarily _,
          Statement.Parallel _,
          Statement.Run _,
          Statement.Deploy _,
          Statement.Confirm _,
          Statement.Do _,
          Statement.WaitFor _,
          Statement.WaitUntil _,
          Statement.Watch _,
          Statement.Require _,
          Statement.Warn _,
          Statement.Retry _,
          Statement.Release _,
          Statement.Ensure _,
          Statement.On _,
          Statement.Escalate _,
          Statement.Evidence _,
          Statement.Stop _,
          Statement.Fail _,
          Statement.Recovered _ ->
          place.isEmpty();
    };
  }

  private boolean looks(Statement statement, Place place) {
    if (looks(statement, place.looks)) {
      return true;
    }
    String does =
        switch (place.looks) {
          case "watch" ->
              "A watch looks again and again: it takes `let`, `check`, `for each`, `if`, `match`"
                  + " and prose.";
          case "do" ->
              "The block of a `do` says what should be seen: it takes `let`, `check`, `for each`,"
                  + " `if`, `match` and prose.";
          default -> "A function only computes: it takes `let`, `if`, `match` and `return`.";
        };
    misplaced(
        statement,
        "does not belong in a `" + place.looks + "`",
        does,
        "Move it out of the `" + place.looks + "`.");
    return false;
  }

  private boolean branch(Statement statement, Place place) {
    boolean names =
        statement instanceof Statement.Let
            || statement instanceof Statement.Ask
            || statement instanceof Statement.Temporarily;
    boolean aside = statement instanceof Statement.On || statement instanceof Statement.Ensure;
    if (!place.branches || (!names && !aside)) {
      return true;
    }
    if (names) {
      misplaced(
          statement,
          "cannot be a branch of `parallel`",
          "Each statement of a `parallel` is a branch of its own, so no other can see what it"
              + " names.",
          "Bind it in front of the `parallel`, or write a `step` around what belongs together.");
    } else {
      misplaced(
          statement,
          "cannot be a branch of `parallel`",
          "Each statement of a `parallel` is a branch of its own, and this belongs to a whole"
              + " block.",
          "Write it behind the `parallel`, in the block around it.");
    }
    return false;
  }

  private boolean alone(Statement statement, Place place) {
    switch (statement) {
      case Statement.Return returned -> returned(returned, place);
      case Statement.Recovered recovered -> recovered(recovered, place.handler);
      case Statement.Release release -> release(release);
      case Statement.On handler -> handler.outcomes().forEach(this::outcome);
      case Statement.CallStatement call -> called(call.call(), call.clauses());
      case Statement.Let let -> called(let.value(), let.clauses());
      default -> {}
    }
    return true;
  }

  private void returned(Statement.Return returned, Place place) {
    boolean callable = body.kind() == Body.Kind.PROCEDURE || body.kind() == Body.Kind.FUNCTION;
    if (!callable) {
      misplaced(
          returned,
          "stands outside of a procedure",
          "Nobody takes a value from a runbook or a deploy.",
          "End with `stop \"...\"`, or move this to a `procedure`.");
    } else if (!place.returns) {
      misplaced(
          returned,
          "cannot leave a loop, branch or handler",
          "Other rounds, branches and handlers would be cut off in the middle of what they do.",
          "Write it behind that block.");
    } else if (body.owner() instanceof Symbol.Procedure procedure
        && procedure.syntax().result() == null) {
      misplaced(
          returned,
          "gives a value, and the procedure gives none",
          "The procedure does not say what it gives.",
          "Write `-> T` behind its parameters, with the type of this value.");
    }
  }

  private void recovered(Statement.Recovered recovered, Statement.@Nullable On handler) {
    if (handler == null) {
      misplaced(
          recovered,
          "stands outside of a handler",
          "Only what handles an outcome can say that it is mended.",
          "Write it at the end of `on failed { ... }`.");
    } else if (handler.outcomes().stream().anyMatch(outcome -> outcome.text().equals("aborted"))) {
      misplaced(
          recovered,
          "stands in a handler of `aborted`",
          "Somebody stopped the run, and no runbook says that it goes on.",
          "Remove it, or write a handler of its own for `aborted`.");
    }
  }

  private void release(Statement.Release release) {
    boolean told = checking.told().within(body.module(), release.span());
    if (!temporary.contains(release.name().text()) && !told) {
      checking.tell(
          Checking.at(
                  Code.RB3012,
                  body.module(),
                  release.name().span(),
                  "`" + release.name() + "` is nothing temporary")
              .label("cannot be released")
              .note("`release` undoes early what a `temporarily` has done.")
              .fix("Release the name of a `let ... = temporarily ...`."));
    }
  }

  private void outcome(Name outcome) {
    if (HANDLED.contains(outcome.text()) || outcome.isMissing()) {
      return;
    }
    var diagnostic =
        Checking.at(
                Code.RB3012,
                body.module(),
                outcome.span(),
                "there is no outcome `" + outcome + "` to handle")
            .note("There is " + Problems.list(HANDLED) + ".");
    checking.tell(
        Suggestions.nearest(outcome.text(), HANDLED)
            .map(near ->
                diagnostic.label("did you mean `" + near + "`?").fix("Write `on " + near + "`."))
            .orElseGet(() -> diagnostic.label("not an outcome").fix("Handle one of these.")));
  }

  private void called(Expression value, Clauses clauses) {
    elsewhere(value, clauses);
    limited(value, clauses);
  }

  /** A limit is that of an action; what a procedure does has limits of its own. */
  private void limited(Expression value, Clauses clauses) {
    Clause limit = clauses.get(Clause.Kind.UP_TO);
    boolean[] takes = {false};
    Walk.expressions(
        value,
        part ->
            takes[0] |=
                part instanceof Expression.Call call
                    && checking.facts().target(call) instanceof Facts.Target.ToAction);
    boolean told = checking.told().within(body.module(), value.span());
    if (limit != null && !takes[0] && !told) {
      checking.tell(
          Checking.at(Code.RB1005, body.module(), limit.span(), "this limit would limit nothing")
              .label("no action is called here")
              .note(
                  "`up to` behind a call limits an action. A procedure may be in the middle of a"
                      + " change when its time is over; each of its own actions, waits and"
                      + " questions has a limit.")
              .fix("Remove the clause, or write the limit where the procedure waits."));
    }
  }

  /** {@code in stage} looks into another environment; what is done, is done where the run is. */
  private void elsewhere(Expression value, Clauses clauses) {
    Clause in = clauses.get(Clause.Kind.IN);
    if (in != null && checking.effects().of(value).atLeast(Effect.NOTICE)) {
      checking.tell(
          Checking.at(
                  Code.RB3012, body.module(), in.span(), "nothing is done in another environment")
              .label("this call acts")
              .note(
                  "A run acts in one environment, the one that was asked for; `in` reads another"
                      + " one.")
              .fix("Remove the clause, or `run` a runbook of that environment."));
    }
  }

  private void misplaced(Statement statement, String how, String why, String fix) {
    String word = Checking.excerpt(body.module(), statement.span());
    int end = 0;
    while (end < word.length()
        && (Character.isLetter(word.charAt(end)) || word.charAt(end) == '-')) {
      end++;
    }
    String name = end == 0 ? "prose" : "`" + word.substring(0, end) + "`";
    checking.tell(
        Checking.at(Code.RB3012, body.module(), statement.span(), name + " " + how)
            .label("not here")
            .note(why)
            .fix(fix));
  }
}
