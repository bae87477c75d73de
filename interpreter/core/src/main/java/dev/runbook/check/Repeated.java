package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Member;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is said twice where once is all there is to say: a slip, and another name was meant. */
final class Repeated {

  private final Checking checking;
  private final Module module;

  private Repeated(Module module, Checking checking) {
    this.module = module;
    this.checking = checking;
  }

  static void check(Module module, Checking checking) {
    Repeated repeated = new Repeated(module, checking);
    Map<String, Span> titles = new HashMap<>();
    for (Declaration declaration : module.tree().declarations()) {
      switch (declaration) {
        case Declaration.Team team -> repeated.members(team.members());
        case Declaration.Environment environment -> repeated.members(environment.members());
        case Declaration.Component component -> repeated.members(component.members());
        case Declaration.Runbook runbook -> repeated.names(runbook.environments());
        case Declaration.Test test ->
            repeated.once(
                test.title().plain(), test.title().span(), titles, "Give it another title.");
        default -> {}
      }
    }
    Body.of(module).forEach(body -> Walk.statements(body.block(), repeated::statement));
  }

  private void statement(Statement statement) {
    if (statement instanceof Statement.On handler) {
      names(handler.outcomes());
    }
    Clause by = statement.clauses().get(Clause.Kind.BY);
    if (by != null) {
      values(by.values());
    }
  }

  private void members(List<Member> members) {
    Map<String, Span> lines = new HashMap<>();
    for (Member member : members) {
      if (member instanceof Member.Attribute attribute && !attribute.name().isMissing()) {
        once(module.source().text(attribute.span()), attribute.span(), lines, "Remove it.");
        values(attribute.values());
      }
    }
  }

  private void values(List<Expression> values) {
    List<Name> names = new ArrayList<>();
    for (Expression value : values) {
      if (value instanceof Expression.NameUse use) {
        names.add(use.name());
      }
    }
    names(names);
  }

  private void names(List<Name> names) {
    Map<String, Span> seen = new HashMap<>();
    for (Name name : names) {
      if (!name.isMissing()) {
        once(name.text(), name.span(), seen, "Remove it, or write the one that is meant.");
      }
    }
  }

  private void once(String words, Span span, Map<String, Span> seen, String fix) {
    Span first = seen.putIfAbsent(words, span);
    if (first != null && !checking.told().within(module, span)) {
      checking.tell(
          Checking.at(
                  Code.RB2007,
                  module,
                  span,
                  "`" + Checking.excerpt(module, span) + "` stands here twice")
              .label("the second one")
              .also(module.source(), first, "the first one")
              .fix(fix));
    }
  }
}
