package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.TypeSyntax;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a type as it is written to the type that it means. */
final class TypeNames {

  private final Problems problems;

  TypeNames(Problems problems) {
    this.problems = problems;
  }

  /**
   * @param within the service in whose declaration the type stands, or null
   */
  Type resolve(TypeSyntax syntax, Module module, Symbol.@Nullable Service within) {
    return switch (syntax) {
      case TypeSyntax.ListOf list -> new Type.ListOf(resolve(list.element(), module, within));
      case TypeSyntax.MapOf map ->
          new Type.MapOf(resolve(map.key(), module, within), resolve(map.value(), module, within));
      case TypeSyntax.OptionalOf optional -> resolve(optional.type(), module, within).optional();
      case TypeSyntax.SecretOf secret -> new Type.Secret(resolve(secret.type(), module, within));
      case TypeSyntax.Bad bad -> Basic.UNKNOWN;
      case TypeSyntax.Named named -> named(named, module, within);
    };
  }

  private Type named(TypeSyntax.Named named, Module module, Symbol.@Nullable Service within) {
    String name = named.name().text();
    if (named.name().isMissing()) {
      return Basic.UNKNOWN;
    }
    if (named.service() != null) {
      return ofService(named, named.service().text(), module);
    }
    if (name.equals("weekday")) {
      return EnumType.WEEKDAY;
    }
    Basic basic = Basic.named(name).orElse(null);
    if (basic != null) {
      return basic;
    }
    Type own = within == null ? null : within.types.get(name);
    if (own != null) {
      return own;
    }
    if (module.lookUp(name) instanceof Symbol.DeclaredType declared) {
      return declared.type();
    }
    problems.unknown(Code.RB2002, module, named.name().span(), "type", name, known(module, within));
    return Basic.UNKNOWN;
  }

  private Type ofService(TypeSyntax.Named named, String service, Module module) {
    if (!(module.lookUp(service) instanceof Symbol.Service symbol)) {
      if (module.couldUse(service)) {
        problems.notUsed(module, named.span(), service);
        return Basic.UNKNOWN;
      }
      problems.unknown(
          Code.RB2001,
          module,
          named.service() == null ? named.span() : named.service().span(),
          "service",
          service,
          module.known.keySet());
      return Basic.UNKNOWN;
    }
    Type type = symbol.types.get(named.name().text());
    if (type == null) {
      problems.unknown(
          Code.RB2002,
          module,
          named.name().span(),
          "type in " + service,
          named.name().text(),
          symbol.types.keySet());
      return Basic.UNKNOWN;
    }
    return type;
  }

  private static List<String> known(Module module, Symbol.@Nullable Service within) {
    List<String> known = new ArrayList<>();
    for (Basic basic : Basic.values()) {
      if (basic.isWritten()) {
        known.add(basic.toString());
      }
    }
    known.add("weekday");
    module.known.forEach((name, symbol) -> {
      if (symbol instanceof Symbol.DeclaredType) {
        known.add(name);
      }
    });
    if (within != null) {
      known.addAll(within.types.keySet());
    }
    return known;
  }
}
