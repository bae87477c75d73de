package dev.runbook.check;

import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a confirm stands in front of every change of a protected environment, on every path: a
 * forward must-analysis over the structured flow. A procedure or deploy is summed up by the first
 * change that it leaves to its caller to guard.
 */
final class Guards {

  private final Symbol.Environment environment;
  private final Facts facts;
  private final IdentityHashMap<Symbol, List<Need>> summaries = new IdentityHashMap<>();

  Guards(Symbol.Environment environment, Facts facts) {
    this.environment = environment;
    this.facts = facts;
  }

  /** A confirm by a team whose word does not count in the environment. */
  record Wrong(Module module, Statement.Confirm confirm, Symbol.Team team) {}

  /**
   * A change that nobody confirmed.
   *
   * @param through the calls that lead to it, the outermost first
   */
  record Need(
      Module module, Span change, String name, List<String> through, @Nullable Wrong wrong) {

    Need from(String caller) {
      List<String> longer = new ArrayList<>(List.of(caller));
      longer.addAll(through);
      return new Need(module, change, name, longer, wrong);
    }
  }

  /**
   * What is certain at a place.
   *
   * @param guarded also where nothing comes: there everything is certain
   */
  private record State(boolean guarded, @Nullable Wrong wrong) {

    static final State OPEN = new State(false, null);
    static final State GUARDED = new State(true, null);

    State and(State other) {
      if (guarded || other.guarded) {
        return guarded ? other : this;
      }
      return wrong == null || other.wrong == null ? OPEN : this;
    }

    State or(State other) {
      return guarded || (!other.guarded && wrong != null) ? this : other;
    }
  }

  /** Tells every statement of a body that needs a guard and has none. */
  void check(Body body, BiConsumer<Statement, Need> unguarded) {
    block(body.block(), State.OPEN, new Walker(body.module(), unguarded));
  }

  private record Walker(Module module, BiConsumer<Statement, Need> unguarded) {}

  private List<Need> summary(Symbol symbol, Module module, Block body) {
    List<Need> known = summaries.get(symbol);
    if (known == null) {
      List<Need> needs = new ArrayList<>();
      // What calls itself in a circle is told elsewhere; here the circle only must end.
      summaries.put(symbol, needs);
      block(body, State.OPEN, new Walker(module, (statement, need) -> needs.add(need)));
      known = needs;
    }
    return known;
  }

  private State block(Block block, State entry, Walker walker) {
    State state = entry;
    boolean goesOnFromHandler = false;
    for (Statement statement : block.statements()) {
      if (statement instanceof Statement.On handler) {
        block(handler.body(), entry, walker);
        goesOnFromHandler |= recovers(handler.body());
      } else if (statement instanceof Statement.Ensure ensure) {
        block(ensure.body(), entry, walker);
      } else {
        state = statement(statement, state, walker);
      }
    }
    return goesOnFromHandler ? entry : state;
  }

  private static boolean recovers(Block block) {
    boolean[] recovers = {false};
    Walk.statements(block, statement -> recovers[0] |= statement instanceof Statement.Recovered);
    return recovers[0];
  }

  private State statement(Statement statement, State in, Walker walker) {
    return switch (statement) {
      case Statement.Confirm confirm -> confirm(confirm, in, walker.module);
      case Statement.Let let -> act(let, calls(let.value(), walker.module), in, walker);
      case Statement.CallStatement call -> act(call, calls(call.call(), walker.module), in, walker);
      case Statement.Temporarily change ->
          act(change, calls(change.change(), walker.module), in, walker);
      case Statement.Deploy deploy -> act(deploy, deploys(deploy), in, walker);
      case Statement.Step step -> {
        State out = block(step.body(), in, walker);
        yield step.optional() ? in.and(out) : out;
      }
      case Statement.If choice -> {
        State out = choice.otherwise() == null ? in : arm(choice.otherwise(), in, walker);
        for (var branch : choice.branches()) {
          out = out.and(arm(branch.body(), in, walker));
        }
        yield out;
      }
      case Statement.Match match -> {
        State out = match.arms().isEmpty() ? in : State.GUARDED;
        for (var arm : match.arms()) {
          out = out.and(arm(arm.body(), in, walker));
        }
        yield out;
      }
      case Statement.Parallel parallel -> {
        State out = in;
        for (Statement branch : parallel.body().statements()) {
          out = out.or(statement(branch, in, walker));
        }
        yield out;
      }
      case Statement.ForEach loop -> {
        block(loop.body(), in, walker);
        yield in;
      }
      case Statement.Retry retry -> {
        block(retry.body(), in, walker);
        yield in;
      }
      case Statement.On _, Statement.Ensure _ -> in;
      // A nested run is a run of its own, which is checked by itself.
      case Statement.Run _,
          Statement.Prose _,
          Statement.Ask _,
          Statement.Do _,
          Statement.WaitFor _,
          Statement.WaitUntil _,
          Statement.Watch _,
          Statement.Check _,
          Statement.Require _,
          Statement.Warn _,
          Statement.Release _,
          Statement.Escalate _,
          Statement.Evidence _,
          Statement.Stop _,
          Statement.Fail _,
          Statement.Recovered _,
          Statement.Return _,
          Statement.Bad _ ->
          in;
    };
  }

  private State arm(Block block, State in, Walker walker) {
    State out = block(block, in, walker);
    return Flow.alwaysEnds(block) ? State.GUARDED : out;
  }

  private State confirm(Statement.Confirm confirm, State in, Module module) {
    Clause by = confirm.clauses().get(Clause.Kind.BY);
    if (in.guarded || by == null) {
      return State.GUARDED;
    }
    for (Expression value : by.values()) {
      if (facts.meaning(value) instanceof Facts.Meaning.Declared(Symbol.Team team)
          && !environment.mayGuard(team)) {
        return new State(false, new Wrong(module, confirm, team));
      }
    }
    return State.GUARDED;
  }

  /** What a missing guard leads to is told once: from there on the path counts as guarded. */
  private State act(Statement statement, List<Need> needs, State in, Walker walker) {
    if (in.guarded || needs.isEmpty()) {
      return in;
    }
    Need first = needs.getFirst();
    walker.unguarded.accept(
        statement,
        first.wrong() != null
            ? first
            : new Need(first.module, first.change, first.name, first.through, in.wrong));
    return State.GUARDED;
  }

  private List<Need> calls(Expression expression, Module module) {
    if (!(expression instanceof Expression.Call call) || facts.target(call) == null) {
      return List.of();
    }
    if (facts.target(call) instanceof Facts.Target.ToAction(Symbol.Action action)) {
      return action.changesEnvironment()
          ? List.of(new Need(module, call.span(), action.qualifiedName(), List.of(), null))
          : List.of();
    }
    if (facts.target(call) instanceof Facts.Target.ToProcedure(Symbol.Procedure procedure)) {
      List<Need> needs = summary(procedure, procedure.module(), procedure.syntax().body());
      return needs.stream().map(need -> need.from(procedure.name())).toList();
    }
    return List.of();
  }

  private List<Need> deploys(Statement.Deploy deploy) {
    if (!(facts.statements.get(deploy) instanceof Symbol.Component component)) {
      return List.of();
    }
    Declaration.DeployBody body = component.syntax().deploy();
    if (body == null) {
      return List.of();
    }
    String word = (deploy.rollback() ? "rollback " : "deploy ") + component.name();
    return summary(component, component.module(), body.body()).stream()
        .map(need -> need.from(word))
        .toList();
  }
}
