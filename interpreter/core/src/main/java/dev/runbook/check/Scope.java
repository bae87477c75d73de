package dev.runbook.check;

import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a body that are visible at a place, and what is known there of those that may be
 * none.
 */
final class Scope {

  /**
   * Whose body it is: it decides what a bare name may mean besides the locals.
   *
   * @param component its fields are visible by their bare names
   * @param service its actions are
   * @param result what a return gives; null where nothing is returned
   */
  record Body(
      Module module,
      Symbol.@Nullable Component component,
      Symbol.@Nullable Service service,
      @Nullable Type result) {}

  private final Body body;
  private final @Nullable Scope parent;
  private final Map<String, Symbol.Local> locals = new LinkedHashMap<>();
  private final IdentityHashMap<Symbol.Local, Type> narrowed = new IdentityHashMap<>();

  Scope(Body body) {
    this(body, null);
  }

  private Scope(Body body, @Nullable Scope parent) {
    this.body = body;
    this.parent = parent;
  }

  /** A scope whose names end with it. */
  Scope inner() {
    return new Scope(body, this);
  }

  Body body() {
    return body;
  }

  Module module() {
    return body.module();
  }

  void declare(Symbol.Local local) {
    locals.put(local.name(), local);
  }

  Symbol.@Nullable Local find(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Symbol.Local local = scope.locals.get(name);
      if (local != null) {
        return local;
      }
    }
    return null;
  }

  /** From here on the local is known not to be none. */
  void narrow(List<Symbol.Local> present) {
    for (Symbol.Local local : present) {
      narrowed.put(local, local.type().required());
    }
  }

  Type type(Symbol.Local local) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Type type = scope.narrowed.get(local);
      if (type != null) {
        return type;
      }
    }
    return local.type();
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Scope scope = this; scope != null; scope = scope.parent) {
      names.addAll(scope.locals.keySet());
    }
    return names;
  }
}
