package dev.runbook.type;

import org.jspecify.annotations.Nullable;

/**
 * A type. Basic types, lists, maps and optionals are alike by structure; records and enumerations
 * by declaration.
 */
public sealed interface Type
    permits Basic,
        Type.ListOf,
        Type.MapOf,
        Type.Optional,
        Type.Secret,
        RecordType,
        EnumType,
        Thing {

  record ListOf(Type element) implements Type {
    @Override
    public String toString() {
      return "[" + element + "]";
    }
  }

  record MapOf(Type key, Type value) implements Type {
    @Override
    public String toString() {
      return "[" + key + ": " + value + "]";
    }
  }

  record Optional(Type type) implements Type {
    @Override
    public String toString() {
      return type + "?";
    }
  }

  record Secret(Type type) implements Type {
    @Override
    public String toString() {
      return "secret " + type;
    }
  }

  default boolean isOptional() {
    return this instanceof Optional || this == Basic.NONE;
  }

  /** The type without none. */
  default Type required() {
    return this instanceof Optional(Type type) ? type : this;
  }

  /** The type with none. */
  default Type optional() {
    return isOptional() || this == Basic.UNKNOWN ? this : new Optional(this);
  }

  /** Whether a value of this type can stand where the other is asked for. */
  default boolean fits(Type wanted) {
    if (this == Basic.UNKNOWN || wanted == Basic.UNKNOWN || equals(wanted)) {
      return true;
    }
    return switch (wanted) {
      case Optional(Type type) -> this == Basic.NONE || required().fits(type);
      case ListOf(Type element) -> this instanceof ListOf(Type mine) && mine.fits(element);
      case MapOf(Type key, Type value) ->
          this instanceof MapOf(Type myKey, Type myValue) && myKey.fits(key) && myValue.fits(value);
      case Secret(Type type) -> this instanceof Secret(Type mine) && mine.fits(type);
      case Basic basic -> false;
      case RecordType record -> false;
      case EnumType enumeration -> false;
      case Thing thing -> false;
    };
  }

  /** The narrowest type that both fit, or null. */
  static @Nullable Type join(Type a, Type b) {
    if (a.fits(b)) {
      return a == Basic.UNKNOWN ? a : b;
    }
    if (b.fits(a)) {
      return a;
    }
    if (a == Basic.NONE) {
      return b.optional();
    }
    if (b == Basic.NONE) {
      return a.optional();
    }
    if (a.isOptional() != b.isOptional()) {
      Type required = join(a.required(), b.required());
      return required == null ? null : required.optional();
    }
    return null;
  }
}
