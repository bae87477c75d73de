package dev.runbook.library;

import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A built-in member of a type: {@code list.length}, {@code text.split(",")}.
 *
 * @param parameters null for one that is written without parentheses
 * @param result its type, from the types of the receiver and the arguments
 * @param body what it does; an argument that is a lambda comes as a {@link Lambda}
 * @param fold what it does with the elements of a list, or with their keys if it is given a lambda
 */
public record Member(
    String name,
    @Nullable List<Parameter> parameters,
    BiFunction<Type, List<Type>, Type> result,
    Body body,
    Fold fold) {

  /** What is done with two elements at a time, and so has to be possible with their type. */
  public enum Fold {
    NONE,
    COMPARES,
    ADDS
  }

  Member(
      String name,
      @Nullable List<Parameter> parameters,
      BiFunction<Type, List<Type>, Type> result,
      Body body) {
    this(name, parameters, result, body, Fold.NONE);
  }

  Member folding(Fold how) {
    return new Member(name, parameters, result, body, how);
  }

  /**
   * @param type the type that is asked for, from the receiver's; for a lambda the one that its body
   *     must have, or null
   * @param lambda the type of the lambda's parameter, from the receiver's; null where a plain value
   *     is asked for
   */
  public record Parameter(
      String name,
      @Nullable Function<Type, Type> type,
      @Nullable Function<Type, Type> lambda,
      boolean optional) {

    static Parameter of(String name, Type type) {
      return new Parameter(name, receiver -> type, null, false);
    }

    static Parameter of(String name, Function<Type, Type> type) {
      return new Parameter(name, type, null, false);
    }

    static Parameter lambda(String name, @Nullable Type body) {
      Function<Type, Type> wanted = body == null ? null : receiver -> body;
      return new Parameter(name, wanted, Members::element, false);
    }

    Parameter orNone() {
      return new Parameter(name, type, lambda, true);
    }
  }

  public interface Lambda {
    Value apply(Value argument);
  }

  /** Arguments are values or lambdas; a left-out optional one is missing at the end. */
  public interface Body {
    Value apply(Value receiver, List<Object> arguments);
  }
}
