package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Argument;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Expression.BinaryOperator;
import dev.runbook.syntax.Expression.LiteralKind;
import dev.runbook.syntax.Expression.UnaryOperator;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Text;
import dev.runbook.syntax.TypeSyntax;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Expressions and types. The parser hands over flat lists of operands and operators; precedence is
 * settled here.
 */
final class ExpressionBuilder {

  /**
   * Operators, or members in a row, of one expression: the tree nests as deeply, and more is no
   * expression to read.
   */
  private static final int LONGEST = 500;

  private final Building building;
  private final TextBuilder texts;

  ExpressionBuilder(Building building) {
    this.building = building;
    this.texts = new TextBuilder(building, this::expression);
  }

  TextBuilder texts() {
    return texts;
  }

  Text text(RunbookParser.@Nullable TextContext context, Span where) {
    return texts.text(context, where);
  }

  Expression expression(RunbookParser.@Nullable ExpressionContext context) {
    if (context == null) {
      return new Expression.Bad(new Span(0, 0));
    }
    Span span = building.span(context);
    if (context.IF() != null) {
      return new Expression.IfElse(
          expression(context.expression(0)),
          expression(context.expression(1)),
          expression(context.expression(2)),
          span);
    }
    return chain(context.operand(), context.operation(), span);
  }

  /** Operands and the operators between them. */
  Expression chain(
      RunbookParser.@Nullable OperandContext first,
      List<RunbookParser.OperationContext> operations,
      Span span) {
    if (first == null) {
      return new Expression.Bad(span);
    }
    if (operations.size() > LONGEST) {
      building.tell(
          building
              .at(Code.RB1004, span, "this expression has more than " + LONGEST + " operators")
              .label("too long to be read")
              .fix("Give its parts names with `let`."));
      return new Expression.Bad(span);
    }
    return new Climb(first, operations).parse(1);
  }

  /** How often something may happen at most. */
  Expression times(RunbookParser.@Nullable TimesContext context, Span where) {
    if (context == null) {
      return new Expression.Bad(where);
    }
    Span span = building.span(context);
    if (context.NUMBER() != null) {
      return new Expression.Literal(LiteralKind.NUMBER, context.NUMBER().getText(), span);
    }
    Name name = building.name(context.name(), span);
    return name.isMissing() ? new Expression.Bad(span) : new Expression.NameUse(name, span);
  }

  /** Precedence climbing over the flat list. */
  private final class Climb {
    private final RunbookParser.OperandContext first;
    private final List<RunbookParser.OperationContext> operations;
    private int next;

    Climb(RunbookParser.OperandContext first, List<RunbookParser.OperationContext> operations) {
      this.first = first;
      this.operations = operations;
    }

    Expression parse(int least) {
      return rest(operand(first, 0), least);
    }

    private Expression rest(Expression from, int least) {
      Expression left = from;
      while (next < operations.size()) {
        RunbookParser.OperationContext operation = operations.get(next);
        int precedence = precedence(operation);
        if (precedence < least) {
          break;
        }
        next++;
        left = apply(left, operation, precedence);
      }
      return left;
    }

    private Expression apply(
        Expression left, RunbookParser.OperationContext operation, int precedence) {
      Span end = building.span(operation);
      if (operation.IS() != null) {
        Expression right = postfixes(operation.primary(), operation.postfix(), end);
        if (operation.MINUS() != null) {
          right = new Expression.Unary(UnaryOperator.MINUS, right, right.span());
        }
        right = rest(right, precedence + 1);
        boolean negated = operation.NOT() != null;
        return new Expression.Is(
            left, negated, operation.IN() != null, right, left.span().to(end).to(right.span()));
      }
      if (operation.WITHIN() != null) {
        Expression tolerance = operand(operation.operand(0), 0);
        Expression base = rest(operand(operation.operand(1), 0), precedence + 1);
        return new Expression.Within(left, tolerance, base, left.span().to(end).to(base.span()));
      }
      Expression right = rest(operand(operation.operand(0), 0), precedence + 1);
      return new Expression.Binary(operator(operation), left, right, left.span().to(right.span()));
    }

    /**
     * An operand with its prefixes from one on; {@code not} takes comparisons with it, a minus does
     * not.
     */
    private Expression operand(RunbookParser.@Nullable OperandContext context, int prefix) {
      if (context == null) {
        return new Expression.Bad(building.span(first));
      }
      List<Token> prefixes = prefixes(context);
      if (prefixes.size() > LexerBase.DEEPEST) {
        building.tell(
            building
                .at(
                    Code.RB1004,
                    building.span(context),
                    "more than " + LexerBase.DEEPEST + " prefixes in a row")
                .fix("Remove the prefixes that cancel each other out."));
        return new Expression.Bad(building.span(context));
      }
      if (prefix == prefixes.size()) {
        return postfixes(context.primary(), context.postfix(), building.span(context));
      }
      Span start = building.span(prefixes.get(prefix));
      if (prefixes.get(prefix).getType() == RunbookParser.MINUS) {
        Expression operand = operand(context, prefix + 1);
        return new Expression.Unary(UnaryOperator.MINUS, operand, start.to(operand.span()));
      }
      Expression operand = rest(operand(context, prefix + 1), 3);
      return new Expression.Unary(UnaryOperator.NOT, operand, start.to(operand.span()));
    }
  }

  private static List<Token> prefixes(RunbookParser.OperandContext context) {
    if (context.getStart() == null || !isPrefix(context.getStart())) {
      return List.of();
    }
    List<Token> prefixes = new ArrayList<>();
    for (int at = 0; at < context.getChildCount(); at++) {
      if (!(context.getChild(at) instanceof TerminalNode terminal)) {
        break;
      }
      prefixes.add(terminal.getSymbol());
    }
    return prefixes;
  }

  private static boolean isPrefix(Token token) {
    return token.getType() == RunbookParser.NOT || token.getType() == RunbookParser.MINUS;
  }

  private static int precedence(RunbookParser.OperationContext operation) {
    return operation.IS() != null || operation.WITHIN() != null
        ? 4
        : operator(operation).precedence();
  }

  private static BinaryOperator operator(RunbookParser.OperationContext operation) {
    Token token = operation.getStart();
    return switch (token.getType()) {
      case RunbookParser.OR -> BinaryOperator.OR;
      case RunbookParser.AND -> BinaryOperator.AND;
      case RunbookParser.NE -> BinaryOperator.NE;
      case RunbookParser.LT -> BinaryOperator.LT;
      case RunbookParser.LE -> BinaryOperator.LE;
      case RunbookParser.GT -> BinaryOperator.GT;
      case RunbookParser.GE -> BinaryOperator.GE;
      case RunbookParser.PLUS -> BinaryOperator.PLUS;
      case RunbookParser.MINUS -> BinaryOperator.MINUS;
      case RunbookParser.STAR -> BinaryOperator.TIMES;
      case RunbookParser.SLASH -> BinaryOperator.DIVIDE;
      case RunbookParser.COALESCE -> BinaryOperator.COALESCE;
      default -> BinaryOperator.EQ;
    };
  }

  private Expression postfixes(
      RunbookParser.@Nullable PrimaryContext primary,
      List<RunbookParser.PostfixContext> postfixes,
      Span where) {
    Expression value = primary(primary, where);
    if (postfixes.size() > LONGEST) {
      building.tell(
          building
              .at(
                  Code.RB1004,
                  where,
                  "this expression has more than " + LONGEST + " parts in a row")
              .label("too long to be read")
              .fix("Give its parts names with `let`."));
      return new Expression.Bad(where);
    }
    for (RunbookParser.PostfixContext postfix : postfixes) {
      Span span = value.span().to(building.span(postfix));
      if (postfix.DOT() != null) {
        value =
            new Expression.MemberUse(
                value, building.name(postfix.name(), building.span(postfix)), span);
      } else if (postfix.arguments() != null) {
        value = new Expression.Call(value, arguments(postfix.arguments()), span);
      } else if (postfix.expression() != null) {
        value = new Expression.Index(value, expression(postfix.expression()), span);
      }
    }
    return value;
  }

  List<Argument> arguments(RunbookParser.@Nullable ArgumentsContext context) {
    List<Argument> arguments = new ArrayList<>();
    if (context == null) {
      return arguments;
    }
    for (RunbookParser.ArgumentContext argument : context.argument()) {
      arguments.add(argument(argument, building.span(argument)));
    }
    return arguments;
  }

  private Argument argument(RunbookParser.ArgumentContext context, Span span) {
    List<RunbookParser.ExpressionContext> parts = context.expression();
    int at = 0;
    Name name =
        context.COLON() == null ? null : name(part(parts, at++), "a colon", "parameter: value");
    if (context.FAT_ARROW() == null) {
      return new Argument(name, expression(part(parts, at)), span);
    }
    Name parameter = building.declared(name(part(parts, at++), "an arrow", "each => value"));
    Expression value = expression(part(parts, at));
    Expression lambda = new Expression.Lambda(parameter, value, parameter.span().to(value.span()));
    return new Argument(name, lambda, span);
  }

  private static RunbookParser.@Nullable ExpressionContext part(
      List<RunbookParser.ExpressionContext> parts, int at) {
    return at < parts.size() ? parts.get(at) : null;
  }

  /** What stands where only a name can. */
  private Name name(RunbookParser.@Nullable ExpressionContext context, String sign, String form) {
    Expression written = expression(context);
    Span span = context == null ? written.span() : building.span(context);
    if (written instanceof Expression.NameUse use && use.span().equals(span)) {
      return use.name();
    }
    if (!(written instanceof Expression.Bad)) {
      building.tell(
          building
              .at(Code.RB1001, span, "in front of " + sign + " stands a name")
              .label("no name")
              .fix("Write a name and nothing else, as in `name(" + form + ")`."));
    }
    return new Name("", span);
  }

  private Expression primary(RunbookParser.@Nullable PrimaryContext context, Span where) {
    if (context == null || context.getChildCount() == 0) {
      return new Expression.Bad(where);
    }
    Span span = building.span(context);
    return switch (context.getChild(0)) {
      case RunbookParser.LiteralContext literal -> literal(literal, span);
      case RunbookParser.TextContext text -> new Expression.TextLiteral(text(text, span), span);
      case RunbookParser.NameContext used -> {
        Name name = building.name(used, span);
        yield name.isMissing() ? new Expression.Bad(span) : new Expression.NameUse(name, span);
      }
      case TerminalNode terminal ->
          switch (terminal.getSymbol().getType()) {
            case RunbookParser.TYPE_NAME ->
                new Expression.TypeUse(building.name(terminal.getSymbol(), span), span);
            case RunbookParser.LPAREN -> expression(context.expression());
            case RunbookParser.LBRACK -> collection(context, span);
            default -> new Expression.Bad(span);
          };
      default -> new Expression.Bad(span);
    };
  }

  private Expression collection(RunbookParser.PrimaryContext context, Span span) {
    if (context.COLON() != null) {
      return new Expression.MapLiteral(List.of(), span);
    }
    List<RunbookParser.ElementContext> elements = context.element();
    if (elements.stream().noneMatch(element -> element.COLON() != null)) {
      return new Expression.ListLiteral(
          Building.all(elements, element -> expression(element.expression(0))), span);
    }
    List<Expression.Entry> entries = new ArrayList<>();
    List<Expression> lonely = new ArrayList<>();
    for (RunbookParser.ElementContext element : elements) {
      Expression first = expression(element.expression(0));
      if (element.COLON() == null) {
        lonely.add(first);
      } else {
        entries.add(new Expression.Entry(first, expression(element.expression(1))));
      }
    }
    if (!lonely.isEmpty()) {
      building.tell(
          building
              .at(
                  Code.RB1001,
                  lonely.getFirst().span(),
                  "an entry of a map needs a key and a value")
              .label("only one of the two is here")
              .fix("Write `key: value` for every entry, or no colon at all for a list."));
    }
    return new Expression.MapLiteral(entries, span);
  }

  private Expression literal(RunbookParser.LiteralContext context, Span span) {
    if (!(context.getChild(0) instanceof TerminalNode terminal)) {
      return new Expression.Bad(span);
    }
    Token token = terminal.getSymbol();
    String spelling = token.getText();
    return switch (token.getType()) {
      case RunbookParser.NUMBER -> new Expression.Literal(LiteralKind.NUMBER, spelling, span);
      case RunbookParser.PERCENT -> new Expression.Literal(LiteralKind.PERCENT, spelling, span);
      case RunbookParser.DURATION -> new Expression.Literal(LiteralKind.DURATION, spelling, span);
      case RunbookParser.VERSION -> new Expression.Literal(LiteralKind.VERSION, spelling, span);
      case RunbookParser.TRUE -> new Expression.Literal(LiteralKind.TRUE, spelling, span);
      case RunbookParser.FALSE -> new Expression.Literal(LiteralKind.FALSE, spelling, span);
      case RunbookParser.NONE -> new Expression.Literal(LiteralKind.NONE, spelling, span);
      case RunbookParser.EMPTY -> new Expression.Literal(LiteralKind.EMPTY, spelling, span);
      case RunbookParser.DATE_TIME -> calendar(LiteralKind.DATE_TIME, spelling, span);
      case RunbookParser.DATE -> calendar(LiteralKind.DATE, spelling, span);
      case RunbookParser.CLOCK_TIME -> calendar(LiteralKind.CLOCK_TIME, spelling, span);
      case RunbookParser.BAD_QUANTITY -> quantity(spelling, span);
      default -> new Expression.Bad(span);
    };
  }

  private Expression calendar(LiteralKind kind, String spelling, Span span) {
    if (moment(kind, spelling).isPresent()) {
      return new Expression.Literal(kind, spelling, span);
    }
    building.tell(
        building
            .at(
                Code.RB1010,
                span,
                "there is no " + (kind == LiteralKind.CLOCK_TIME ? "time " : "day ") + spelling)
            .label("not in the calendar")
            .fix(
                "Write a day as `2026-11-26`, a time of day as `09:30`, a moment as"
                    + " `2026-11-26T09:30Z`."));
    return new Expression.Bad(span);
  }

  private static Optional<TemporalAccessor> moment(LiteralKind kind, String spelling) {
    try {
      return Optional.of(
          switch (kind) {
            case DATE -> LocalDate.parse(spelling);
            case CLOCK_TIME -> LocalTime.parse(spelling);
            default -> OffsetDateTime.parse(spelling);
          });
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Expression quantity(String spelling, Span span) {
    String digits = spelling.replaceAll("[^0-9].*", "");
    String unit = spelling.substring(digits.length());
    String meant =
        switch (unit.replaceAll("s$", "")) {
          case "sec", "second" -> "s";
          case "min", "minute" -> "m";
          case "hr", "hour" -> "h";
          case "day" -> "d";
          case "week", "wk" -> "w";
          case "msec", "milli", "millisecond" -> "ms";
          default -> "";
        };
    building.tell(
        building
            .at(Code.RB1003, span, "`" + spelling + "` is neither a number nor a duration")
            .label(unit.isEmpty() ? "not a number" : "there is no unit `" + unit + "`")
            .note("Durations have the units ms, s, m, h, d and w, as in `90s` or `1h30m`.")
            .fix(
                meant.isEmpty()
                    ? "Use one of these units, or put it in quotes."
                    : "Write `" + digits + meant + "`."));
    return new Expression.Bad(span);
  }

  TypeSyntax type(RunbookParser.@Nullable TypeContext context, Span where) {
    if (context == null || context.exception != null) {
      return new TypeSyntax.Bad(context == null ? where.after() : building.span(context));
    }
    Span span = building.span(context);
    TypeSyntax type;
    if (context.LBRACK() != null) {
      TypeSyntax first = type(context.type(0), span);
      type =
          context.COLON() != null
              ? new TypeSyntax.MapOf(first, type(context.type(1), span), span)
              : new TypeSyntax.ListOf(first, span);
    } else if (context.DOT() != null) {
      Name service =
          building.name(context.NAME() == null ? null : context.NAME().getSymbol(), span);
      Name name =
          building.name(context.TYPE_NAME() == null ? null : context.TYPE_NAME().getSymbol(), span);
      type = new TypeSyntax.Named(service, name, span);
    } else {
      TerminalNode node = context.NAME() != null ? context.NAME() : context.TYPE_NAME();
      type =
          new TypeSyntax.Named(
              null, building.name(node == null ? null : node.getSymbol(), span), span);
    }
    if (context.QUESTION() != null) {
      type = new TypeSyntax.OptionalOf(type, span);
    }
    return context.SECRET() != null ? new TypeSyntax.SecretOf(type, span) : type;
  }
}
