package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.library.Member;
import dev.runbook.library.Members;
import dev.runbook.source.Span;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Node;
import dev.runbook.type.Basic;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is called, and with which arguments. */
final class CallChecker {

  private final Problems problems;
  private final Facts facts;
  private final ExpressionChecker expressions;
  private final ArgumentChecker arguments;

  CallChecker(Problems problems, Facts facts, ExpressionChecker expressions) {
    this.problems = problems;
    this.facts = facts;
    this.expressions = expressions;
    this.arguments = new ArgumentChecker(problems);
  }

  Type call(Expression.Call call, Scope scope) {
    Expression target = call.target();
    if (target instanceof Expression.TypeUse use) {
      return record(call, use, scope);
    }
    if (target instanceof Expression.NameUse use && scope.find(use.name().text()) == null) {
      Symbol.Service service = scope.body().service();
      Symbol.Action own = service == null ? null : service.actions.get(use.name().text());
      if (own != null) {
        facts.types.put(use, own.thing());
        return action(call, own, scope);
      }
    }
    expressions.infer(target, null, scope);
    Facts.Meaning meaning = facts.meaning(target);
    if (meaning instanceof Facts.Meaning.Declared(Symbol symbol)) {
      return symbol(call, symbol, scope);
    }
    if (meaning instanceof Facts.Meaning.BuiltIn(Member member)
        && target instanceof Expression.MemberUse use
        && member.parameters() != null) {
      return member(call, member, member.parameters(), use, scope);
    }
    expressions.arguments(call.arguments(), scope);
    if (meaning != null) {
      notCallable(call, scope.module());
    }
    return Basic.UNKNOWN;
  }

  private void notCallable(Expression.Call call, Module module) {
    problems.tell(
        Problems.at(Code.RB2009, module, call.target().span(), "this cannot be called")
            .label("a value, and no function")
            .fix("Remove the parentheses."));
  }

  private Type symbol(Expression.Call call, Symbol symbol, Scope scope) {
    return switch (symbol) {
      case Symbol.Action action -> action(call, action, scope);
      case Symbol.Function function -> {
        facts.targets.put(call, new Facts.Target.ToFunction(function));
        bind(call, function.name(), function.parameters, call.arguments(), call.span(), scope);
        yield function.result;
      }
      case Symbol.Procedure procedure -> {
        facts.targets.put(call, new Facts.Target.ToProcedure(procedure));
        bind(call, procedure.name(), procedure.parameters, call.arguments(), call.span(), scope);
        yield procedure.result;
      }
      case Symbol.Component component -> {
        wrongWord(call, "deploy " + component.name() + " to ...", scope);
        yield Basic.UNKNOWN;
      }
      case Symbol.Runbook runbook -> {
        wrongWord(call, "run " + runbook.name() + "(...)", scope);
        yield Basic.UNKNOWN;
      }
      default -> {
        expressions.arguments(call.arguments(), scope);
        notCallable(call, scope.module());
        yield Basic.UNKNOWN;
      }
    };
  }

  private void wrongWord(Expression.Call call, String form, Scope scope) {
    expressions.arguments(call.arguments(), scope);
    problems.tell(
        Problems.at(Code.RB2009, scope.module(), call.span(), "this is not called like a procedure")
            .label("not a call")
            .fix("Write `" + form + "`."));
  }

  private Type action(Expression.Call call, Symbol.Action action, Scope scope) {
    facts.targets.put(call, new Facts.Target.ToAction(action));
    bind(call, action.qualifiedName(), action.parameters(), call.arguments(), call.span(), scope);
    return action.result();
  }

  /**
   * Binds arguments to parameters and checks their types; for calls, deploys and nested runs alike.
   */
  void bind(
      Node node,
      String callee,
      List<Symbol.Param> parameters,
      List<Argument> given,
      Span where,
      Scope scope) {
    List<ArgumentChecker.Formal> formals = new ArrayList<>();
    for (Symbol.Param parameter : parameters) {
      formals.add(new ArgumentChecker.Formal(parameter.name(), parameter.isRequired()));
    }
    List<@Nullable Argument> bound = arguments.bind(callee, formals, given, scope.module(), where);
    facts.bindings.put(node, bound);
    for (Symbol.Param parameter : parameters) {
      Argument argument = bound.get(parameter.index());
      if (argument != null) {
        expressions.check(argument.value(), parameter.type(), scope);
      }
    }
    unbound(given, bound, scope);
  }

  /**
   * Arguments that fit no parameter are looked at all the same, so that their own mistakes are told
   * too.
   */
  private void unbound(List<Argument> given, List<@Nullable Argument> bound, Scope scope) {
    for (Argument argument : given) {
      if (!bound.contains(argument)) {
        expressions.infer(argument.value(), null, scope);
      }
    }
  }

  private Type record(Expression.Call call, Expression.TypeUse use, Scope scope) {
    facts.types.put(use, expressions.names().type(use, scope));
    Type type = expressions.names().declaredType(use, scope);
    if (!(type instanceof RecordType record)) {
      expressions.arguments(call.arguments(), scope);
      if (type != null) {
        notCallable(call, scope.module());
      }
      return Basic.UNKNOWN;
    }
    facts.targets.put(call, new Facts.Target.ToRecord(record));
    List<Map.Entry<String, Type>> fields = List.copyOf(record.fields().entrySet());
    List<ArgumentChecker.Formal> formals =
        fields.stream()
            .map(
                field -> new ArgumentChecker.Formal(field.getKey(), !field.getValue().isOptional()))
            .toList();
    List<@Nullable Argument> bound =
        arguments.bind(record.name(), formals, call.arguments(), scope.module(), call.span());
    facts.bindings.put(call, bound);
    for (int at = 0; at < fields.size(); at++) {
      Argument argument = bound.get(at);
      if (argument != null) {
        expressions.check(argument.value(), fields.get(at).getValue(), scope);
      }
    }
    unbound(call.arguments(), bound, scope);
    return record;
  }

  private Type member(
      Expression.Call call,
      Member member,
      List<Member.Parameter> parameters,
      Expression.MemberUse use,
      Scope scope) {
    Type receiver = facts.type(use.target()).required();
    facts.targets.put(call, new Facts.Target.ToMember(member, use.target()));
    List<ArgumentChecker.Formal> formals =
        parameters.stream().map(p -> new ArgumentChecker.Formal(p.name(), !p.optional())).toList();
    List<@Nullable Argument> bound =
        arguments.bind(member.name(), formals, call.arguments(), scope.module(), call.span());
    facts.bindings.put(call, bound);
    List<Type> types = new ArrayList<>();
    for (int at = 0; at < parameters.size(); at++) {
      Argument argument = bound.get(at);
      if (argument != null) {
        types.add(memberArgument(parameters.get(at), argument, receiver, scope));
      }
    }
    unbound(call.arguments(), bound, scope);
    pattern(member, bound, scope.module());
    Type folded = types.isEmpty() ? Members.element(receiver) : types.getFirst();
    Folds.check(member, folded, scope.module(), use.name().span(), problems);
    return member.result().apply(receiver, types);
  }

  private Type memberArgument(
      Member.Parameter parameter, Argument argument, Type receiver, Scope scope) {
    var lambda = parameter.lambda();
    var wanted = parameter.type();
    if (lambda == null) {
      return expressions.check(
          argument.value(), wanted == null ? Basic.UNKNOWN : wanted.apply(receiver), scope);
    }
    if (!(argument.value() instanceof Expression.Lambda function)) {
      expressions.infer(argument.value(), null, scope);
      problems.tell(
          Problems.at(Code.RB2004, scope.module(), argument.span(), "a function is needed here")
              .label("not a function")
              .fix("Write what to do with each element, as in `x => x.length > 2`."));
      return Basic.UNKNOWN;
    }
    Scope inner = scope.inner();
    inner.declare(
        new Symbol.Local(
            function.parameter(),
            lambda.apply(receiver),
            Symbol.Local.Kind.LAMBDA,
            scope.module()));
    facts.types.put(function, Basic.UNKNOWN);
    return wanted == null
        ? expressions.check(function.body(), inner)
        : expressions.check(function.body(), wanted.apply(receiver), inner);
  }

  private void pattern(Member member, List<@Nullable Argument> bound, Module module) {
    Argument argument = member.name().equals("match") && !bound.isEmpty() ? bound.getFirst() : null;
    if (argument == null) {
      return;
    }
    // A pattern from outside could be one that never ends, so it has to stand here.
    boolean written =
        argument.value() instanceof Expression.TextLiteral literal && literal.text().isPlain();
    String mistake =
        written
            ? Members.patternMistake(((Expression.TextLiteral) argument.value()).text().plain())
            : null;
    if (!written || mistake != null) {
      problems.tell(
          Problems.at(
                  Code.RB2016, module, argument.span(), "this is no pattern that can be matched")
              .label(mistake == null ? "a pattern is written out, without holes" : mistake)
              .fix("Write a regular expression in single quotes."));
    }
  }
}
