package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;

/** What has a value. */
public sealed interface Expression extends Node {

  enum LiteralKind {
    NUMBER,
    PERCENT,
    DURATION,
    VERSION,
    DATE_TIME,
    DATE,
    CLOCK_TIME,
    TRUE,
    FALSE,
    NONE,
    EMPTY
  }

  enum UnaryOperator {
    NOT("not"),
    MINUS("-");

    private final String spelling;

    UnaryOperator(String spelling) {
      this.spelling = spelling;
    }

    public String spelling() {
      return spelling;
    }
  }

  /** The two-sided operators. A higher precedence binds tighter. */
  enum BinaryOperator {
    OR("or", 1),
    AND("and", 2),
    COALESCE("??", 5),
    EQ("==", 4),
    NE("!=", 4),
    LT("<", 4),
    LE("<=", 4),
    GT(">", 4),
    GE(">=", 4),
    PLUS("+", 6),
    MINUS("-", 6),
    TIMES("*", 7),
    DIVIDE("/", 7);

    private final String spelling;
    private final int precedence;

    BinaryOperator(String spelling, int precedence) {
      this.spelling = spelling;
      this.precedence = precedence;
    }

    public String spelling() {
      return spelling;
    }

    public int precedence() {
      return precedence;
    }
  }

  /** A literal, in the spelling of the source. */
  record Literal(LiteralKind kind, String spelling, Span span) implements Expression {}

  record TextLiteral(Text text, Span span) implements Expression {}

  record NameUse(Name name, Span span) implements Expression {}

  /** A capitalised name: a declared type, in front of its fields or of one of its values. */
  record TypeUse(Name name, Span span) implements Expression {}

  record MemberUse(Expression target, Name name, Span span) implements Expression {}

  record Call(Expression target, List<Argument> arguments, Span span) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  record Index(Expression target, Expression index, Span span) implements Expression {}

  record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

  record Binary(BinaryOperator operator, Expression left, Expression right, Span span)
      implements Expression {}

  /**
   * {@code left is right}, {@code left is not right}, {@code left is in right}, {@code left is not
   * in right}.
   */
  record Is(Expression left, boolean negated, boolean member, Expression right, Span span)
      implements Expression {}

  /** {@code left within tolerance of base}. */
  record Within(Expression left, Expression tolerance, Expression base, Span span)
      implements Expression {}

  record IfElse(Expression condition, Expression then, Expression otherwise, Span span)
      implements Expression {}

  record ListLiteral(List<Expression> elements, Span span) implements Expression {
    public ListLiteral {
      elements = List.copyOf(elements);
    }
  }

  record MapLiteral(List<Entry> entries, Span span) implements Expression {
    public MapLiteral {
      entries = List.copyOf(entries);
    }
  }

  record Entry(Expression key, Expression value) {}

  /** {@code x => body}, as an argument only. */
  record Lambda(Name parameter, Expression body, Span span) implements Expression {}

  /** What could not be read; told already. */
  record Bad(Span span) implements Expression {}
}
