package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.ActionPart;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Clause.Kind;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Declaration.ActionKind;
import dev.runbook.syntax.EnumValue;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Member;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Parameter;
import dev.runbook.syntax.Rule;
import dev.runbook.syntax.Rung;
import dev.runbook.syntax.SourceFile;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.TestLine;
import dev.runbook.syntax.Text;
import dev.runbook.syntax.TypeField;
import dev.runbook.syntax.TypeSyntax;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Declarations, from the parser's contexts. Whatever the parser could not read is left out or bad,
 * and never null.
 */
final class TreeBuilder {

  private final Building building;
  private final ExpressionBuilder expressions;
  private final ClauseBuilder clauses;
  private final StatementBuilder statements;
  private final ProseLines proseLines;

  TreeBuilder(Building building) {
    this.building = building;
    this.expressions = new ExpressionBuilder(building);
    this.clauses = new ClauseBuilder(building, expressions);
    this.statements = new StatementBuilder(building, expressions, clauses);
    this.proseLines = new ProseLines(building);
  }

  SourceFile file(RunbookParser.FileContext context, Source source) {
    List<Declaration> declarations = new ArrayList<>();
    for (RunbookParser.DeclarationContext declaration : context.declaration()) {
      declarations.add(declaration(declaration));
    }
    List<Declaration> joined =
        proseLines.join(declarations, prose -> new Declaration.FileProse(prose, prose.span()));
    return new SourceFile(source, joined, new Span(0, source.text().length()));
  }

  /** Tells what is wrong inside blocks that are no part of the tree. */
  void tellOf(List<RunbookParser.BlockContext> blocks) {
    blocks.forEach(block -> statements.block(block, building.span(block)));
  }

  private Declaration declaration(RunbookParser.DeclarationContext context) {
    Span span = building.span(context);
    return switch (context.getChildCount() == 0 ? null : context.getChild(0)) {
      case RunbookParser.ProseContext c -> new Declaration.FileProse(statements.prose(c), span);
      case RunbookParser.UseContext c ->
          new Declaration.Use(
              Building.all(c.usedName(), used -> usedName(used, span)), optional(c.text()), span);
      case RunbookParser.TeamContext c ->
          new Declaration.Team(
              building.declared(c.name(), span),
              optional(c.text()),
              members(c.memberBlock()),
              span);
      case RunbookParser.EscalationContext c -> escalation(c, span);
      case RunbookParser.EnvironmentContext c ->
          new Declaration.Environment(
              building.declared(c.name(), span),
              optional(c.text()),
              members(c.memberBlock()),
              span);
      case RunbookParser.EnumerationContext c -> enumeration(c);
      case RunbookParser.RecordTypeContext c -> recordType(c);
      case RunbookParser.ServiceContext c -> service(c, span);
      case RunbookParser.ComponentContext c -> component(c, span);
      case RunbookParser.FunctionContext c ->
          new Declaration.Function(
              building.declared(c.name(), span),
              parameters(c.parameters()),
              expressions.type(c.type(), span),
              c.expression() == null ? null : expressions.expression(c.expression()),
              c.block() == null ? null : statements.block(c.block(), span),
              span);
      case RunbookParser.ProcedureContext c ->
          new Declaration.Procedure(
              building.declared(c.name(), span),
              optional(c.text()),
              parameters(c.parameters()),
              c.type() == null ? null : expressions.type(c.type(), span),
              statements.block(c.block(), span),
              span);
      case RunbookParser.RunbookContext c -> runbook(c, span);
      case RunbookParser.TestContext c -> test(c, span);
      case null, default -> new Declaration.Bad(span);
    };
  }

  private Name usedName(RunbookParser.UsedNameContext context, Span where) {
    return context.TYPE_NAME() != null
        ? typeName(context.TYPE_NAME(), where)
        : building.name(context.name(), where);
  }

  private List<Statement.Prose> paragraphs(List<Statement.Prose> lines) {
    return proseLines.join(lines, prose -> prose);
  }

  private Declaration escalation(RunbookParser.EscalationContext context, Span span) {
    List<Statement.Prose> prose = new ArrayList<>();
    List<Rung> rungs = new ArrayList<>();
    for (RunbookParser.RungContext rung : context.rung()) {
      Span at = building.span(rung);
      if (rung.prose() != null) {
        prose.add(statements.prose(rung.prose()));
      } else if (rung.name() != null) {
        rungs.add(
            new Rung(
                building.name(rung.name(), at),
                clauses.clauses(rung.clause(), "a rung", Kind.UP_TO),
                at));
      }
    }
    return new Declaration.Escalation(
        building.declared(context.name(), span),
        optional(context.text()),
        paragraphs(prose),
        rungs,
        span);
  }

  private List<Member> members(RunbookParser.@Nullable MemberBlockContext context) {
    List<Member> members = new ArrayList<>();
    if (context != null) {
      for (RunbookParser.MemberContext member : context.member()) {
        if (member.prose() != null) {
          members.add(statements.prose(member.prose()));
        } else if (member.fieldOrAttribute() != null) {
          members.add(member(member.fieldOrAttribute()));
        }
      }
    }
    return proseLines.join(members, prose -> prose);
  }

  private Member member(RunbookParser.FieldOrAttributeContext context) {
    Span span = building.span(context);
    List<Expression> values = Building.all(context.expression(), expressions::expression);
    boolean field = context.ASSIGN() != null || context.FAT_ARROW() != null;
    if (!field) {
      return new Member.Attribute(building.name(context.name(), span), values, span);
    }
    TypeSyntax type = context.type() == null ? null : expressions.type(context.type(), span);
    Expression value = values.isEmpty() ? new Expression.Bad(span) : values.getFirst();
    return new Member.Field(
        building.declared(context.name(), span), type, context.FAT_ARROW() != null, value, span);
  }

  private Declaration.Enumeration enumeration(RunbookParser.EnumerationContext context) {
    Span span = building.span(context);
    List<EnumValue> values = new ArrayList<>();
    for (RunbookParser.EnumValuesContext line : context.enumValues()) {
      tellDoubledCommas(line);
      for (RunbookParser.EnumValueContext value : line.enumValue()) {
        Span at = building.span(value);
        values.add(new EnumValue(building.declared(value.name(), at), optional(value.text()), at));
      }
    }
    return new Declaration.Enumeration(typeName(context.TYPE_NAME(), span), values, span);
  }

  private void tellDoubledCommas(RunbookParser.EnumValuesContext line) {
    for (int at = 1; at < line.getChildCount(); at++) {
      if (line.getChild(at - 1) instanceof TerminalNode
          && line.getChild(at) instanceof TerminalNode comma) {
        building.tell(
            building
                .at(Code.RB1001, building.span(comma.getSymbol()), "there are two commas in a row")
                .label("one too many")
                .fix("Remove it."));
      }
    }
  }

  private Declaration.RecordType recordType(RunbookParser.RecordTypeContext context) {
    Span span = building.span(context);
    List<Statement.Prose> prose = new ArrayList<>();
    List<TypeField> fields = new ArrayList<>();
    for (RunbookParser.TypeFieldContext field : context.typeField()) {
      Span at = building.span(field);
      if (field.prose() != null) {
        prose.add(statements.prose(field.prose()));
      } else if (field.name() != null) {
        fields.add(
            new TypeField(
                building.declared(field.name(), at),
                expressions.type(field.type(), at),
                optional(field.text()),
                at));
      }
    }
    return new Declaration.RecordType(
        typeName(context.TYPE_NAME(), span), paragraphs(prose), fields, span);
  }

  private Name typeName(org.antlr.v4.runtime.tree.@Nullable TerminalNode node, Span where) {
    return building.name(node == null ? null : node.getSymbol(), where);
  }

  private Declaration service(RunbookParser.ServiceContext context, Span span) {
    List<Statement.Prose> prose = new ArrayList<>();
    List<Declaration.RecordType> types = new ArrayList<>();
    List<Declaration.Enumeration> enumerations = new ArrayList<>();
    List<Declaration.Action> actions = new ArrayList<>();
    for (RunbookParser.ServiceMemberContext member : context.serviceMember()) {
      if (member.prose() != null) {
        prose.add(statements.prose(member.prose()));
      } else if (member.recordType() != null) {
        types.add(recordType(member.recordType()));
      } else if (member.enumeration() != null) {
        enumerations.add(enumeration(member.enumeration()));
      } else if (member.action() != null) {
        actions.add(action(member.action()));
      }
    }
    return new Declaration.Service(
        building.declared(context.name(), span),
        optional(context.text()),
        paragraphs(prose),
        types,
        enumerations,
        actions,
        span);
  }

  private Declaration.Action action(RunbookParser.ActionContext context) {
    Span span = building.span(context);
    ActionKind kind =
        context.READ() != null
            ? ActionKind.READ
            : context.CHANGE() != null
                ? ActionKind.CHANGE
                : context.EVENT() != null ? ActionKind.EVENT : ActionKind.NOTICE;
    boolean event = kind == ActionKind.EVENT;
    List<ActionPart> parts = new ArrayList<>();
    for (RunbookParser.ActionPartContext part : context.actionPart()) {
      ActionPart built = part(part);
      if (built != null) {
        parts.add(built);
      }
    }
    return new Declaration.Action(
        kind,
        building.declared(context.name(), span),
        parameters(context.parameters()),
        context.type() == null ? null : expressions.type(context.type(), span),
        event
            ? clauses.clauses(context.clause(), "an event")
            : clauses.clauses(context.clause(), "an action", Kind.USUALLY, Kind.UP_TO),
        proseLines.join(parts, prose -> prose),
        span);
  }

  private @Nullable ActionPart part(RunbookParser.ActionPartContext context) {
    Span span = building.span(context);
    Text text = expressions.text(context.text(), span);
    if (context.prose() != null) {
      return statements.prose(context.prose());
    }
    if (context.HAND() != null) {
      return new ActionPart.ByHand(text, span);
    }
    if (context.PREVIEW() != null) {
      return new ActionPart.Preview(text, span);
    }
    if (context.SHELL() != null) {
      TypeSyntax as = context.type() == null ? null : expressions.type(context.type(), span);
      return new ActionPart.ByShell(text, as, span);
    }
    if (context.IRREVERSIBLE() != null) {
      return new ActionPart.Irreversible(text, span);
    }
    if (context.NO() != null) {
      return new ActionPart.NoUndo(text, span);
    }
    if (context.SCOPE() != null) {
      return new ActionPart.Scope(building.name(context.name(), span), span);
    }
    if (context.expression() == null) {
      return null;
    }
    Expression value = expressions.expression(context.expression());
    if (context.ENV() != null) {
      return new ActionPart.EnvironmentVariable(typeName(context.TYPE_NAME(), span), value, span);
    }
    if (context.STDIN() != null) {
      return new ActionPart.StandardInput(value, span);
    }
    if (context.BEFORE() != null) {
      return new ActionPart.Before(building.declared(context.name(), span), value, span);
    }
    if (context.OBSERVE() != null) {
      return new ActionPart.Observe(value, span);
    }
    return context.UNDO() != null ? new ActionPart.Undo(value, span) : null;
  }

  private Declaration component(RunbookParser.ComponentContext context, Span span) {
    List<Member> members = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    Declaration.DeployBody deploy = null;
    for (RunbookParser.ComponentMemberContext member : context.componentMember()) {
      Span at = building.span(member);
      if (member.prose() != null) {
        members.add(statements.prose(member.prose()));
      } else if (member.parameter() != null) {
        parameters.add(parameter(member.parameter()));
      } else if (member.deployBody() != null) {
        deploy =
            new Declaration.DeployBody(
                parameters(member.deployBody().parameters()),
                statements.block(member.deployBody().block(), at),
                at);
      } else if (member.fieldOrAttribute() != null) {
        members.add(member(member.fieldOrAttribute()));
      }
    }
    return new Declaration.Component(
        building.declared(context.name(), span),
        optional(context.text()),
        proseLines.join(members, prose -> prose),
        parameters,
        deploy,
        span);
  }

  private List<Parameter> parameters(RunbookParser.@Nullable ParametersContext context) {
    return context == null ? List.of() : Building.all(context.parameter(), this::parameter);
  }

  private Parameter parameter(RunbookParser.ParameterContext context) {
    Span span = building.span(context);
    return new Parameter(
        building.declared(context.name(), span),
        expressions.type(context.type(), span),
        context.expression() == null ? null : expressions.expression(context.expression()),
        optional(context.text()),
        span);
  }

  private Declaration runbook(RunbookParser.RunbookContext context, Span span) {
    List<Parameter> parameters = new ArrayList<>();
    List<Declaration.Needs> needs = new ArrayList<>();
    List<Declaration.Invariant> invariants = new ArrayList<>();
    List<Declaration.Alone> alone = new ArrayList<>();
    List<Statement> body = new ArrayList<>();
    for (RunbookParser.RunbookItemContext item : context.runbookItem()) {
      Span at = building.span(item);
      if (item.parameter() != null) {
        parameters.add(parameter(item.parameter()));
      } else if (item.NEEDS() != null) {
        needs.add(
            new Declaration.Needs(Building.all(item.expression(), expressions::expression), at));
      } else if (item.REQUIRE() != null) {
        body.add(
            new Statement.Require(
                expressions.expression(item.expression().isEmpty() ? null : item.expression(0)),
                clauses.clauses(item.clause(), "require", Kind.ELSE),
                at));
      } else if (item.INVARIANT() != null) {
        invariants.add(
            new Declaration.Invariant(
                building.declared(item.name(), at), rule(item.safetyRule(), at), at));
      } else if (item.ALONE() != null) {
        alone.add(new Declaration.Alone(building.name(item.name(), at), at));
      } else if (item.statement() != null) {
        body.add(statements.statement(item.statement()));
      }
    }
    boolean two = context.text().size() > 1;
    boolean zoned = context.ZONE() != null && !context.text().isEmpty();
    Text title =
        two || (!context.text().isEmpty() && !zoned)
            ? expressions.text(context.text(0), span)
            : null;
    return new Declaration.Runbook(
        building.declared(context.name().isEmpty() ? null : context.name(0), span),
        title,
        context.name().stream().skip(1).map(name -> building.name(name, span)).toList(),
        zoned ? expressions.text(context.text(two ? 1 : 0), span) : null,
        parameters,
        needs,
        invariants,
        alone,
        new Block(proseLines.join(body, prose -> prose), span),
        span);
  }

  private Rule rule(RunbookParser.@Nullable SafetyRuleContext context, Span where) {
    if (context == null) {
      return new Rule.Bad(where);
    }
    Span span = building.span(context);
    List<Expression> values = Building.all(context.expression(), expressions::expression);
    boolean whole = values.size() > (context.NEVER() != null ? 1 : 0);
    if (!whole) {
      return new Rule.Bad(span);
    }
    return context.NEVER() != null
        ? new Rule.NeverBefore(values.get(0), values.get(1), span)
        : new Rule.AtMost(
            expressions.times(context.times(), span),
            values.getFirst(),
            values.size() > 1 ? values.get(1) : null,
            span);
  }

  private Declaration test(RunbookParser.TestContext context, Span span) {
    List<TestLine> lines = new ArrayList<>();
    for (RunbookParser.TestItemContext item : context.testItem()) {
      lines.add(testLine(item));
    }
    return new Declaration.Test(
        expressions.text(context.text(), span),
        proseLines.join(lines, prose -> new TestLine.About(prose, prose.span())),
        span);
  }

  private TestLine testLine(RunbookParser.TestItemContext context) {
    Span span = building.span(context);
    return switch (context.getChildCount() == 0 ? null : context.getChild(0)) {
      case RunbookParser.ProseContext c -> new TestLine.About(statements.prose(c), span);
      case RunbookParser.GivenContext c -> given(c, span);
      case RunbookParser.TestRunContext c ->
          new TestLine.RunBook(
              building.name(c.name(), span),
              expressions.arguments(c.arguments()),
              c.NAME() == null ? null : building.name(c.NAME().getSymbol(), span),
              c.answer() == null ? null : answering(c.answer()),
              span);
      case RunbookParser.AnswerContext c -> answering(c);
      case RunbookParser.ExpectationContext c -> expectation(c, span);
      case null, default -> new TestLine.Bad(span);
    };
  }

  private TestLine given(RunbookParser.GivenContext context, Span span) {
    List<Expression> values = Building.all(context.expression(), expressions::expression);
    if (values.isEmpty()) {
      return new TestLine.Bad(span);
    }
    int next = 1;
    Expression at = !context.AT().isEmpty() && next < values.size() ? values.get(next++) : null;
    Expression after = !context.AFTER().isEmpty() && next < values.size() ? values.get(next) : null;
    return new TestLine.Given(
        values.getFirst(),
        at,
        after,
        context.text().isEmpty() ? null : expressions.text(context.text(0), span),
        span);
  }

  private TestLine.Answering answering(RunbookParser.AnswerContext context) {
    Span span = building.span(context);
    List<RunbookParser.ExpressionContext> values = context.expression();
    return new TestLine.Answering(
        expressions.expression(values.isEmpty() ? null : values.getFirst()),
        values.size() > 1 ? expressions.expression(values.get(1)) : null,
        span);
  }

  private TestLine expectation(RunbookParser.ExpectationContext context, Span span) {
    List<Expression> values = Building.all(context.expression(), expressions::expression);
    if (values.isEmpty()) {
      return new TestLine.Bad(span);
    }
    if (context.UNDONE() != null) {
      return new TestLine.ExpectUndone(
          building.name(context.name(), span), values.getFirst(), span);
    }
    Expression before = values.size() > 1 ? values.get(1) : null;
    return context.NEVER() != null
        ? new TestLine.ExpectNever(values.getFirst(), before, span)
        : new TestLine.Expect(values.getFirst(), before, span);
  }

  private @Nullable Text optional(RunbookParser.@Nullable TextContext context) {
    return context == null ? null : expressions.text(context, building.span(context));
  }
}
