package dev.runbook.check;

import dev.runbook.type.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A program without mistakes. Only the checker makes one, and the evaluator takes nothing else. */
public final class Program {

  private final Module main;
  private final List<Module> modules;
  private final Facts facts;

  Program(Module main, List<Module> modules, Facts facts) {
    this.main = main;
    this.modules = List.copyOf(modules);
    this.facts = facts;
    facts.share();
  }

  /** The file that was asked for. */
  public Module main() {
    return main;
  }

  /** That file, what it imports, and the declarations of the services, each once. */
  public List<Module> modules() {
    return modules;
  }

  public Facts facts() {
    return facts;
  }

  /** The runbook of the main file, or the one of a name where there are several. */
  public Optional<Symbol.Runbook> runbook(String name) {
    return runbooks().stream().filter(runbook -> runbook.name().equals(name)).findFirst();
  }

  /** An action of a service that is used anywhere in the program. */
  public Optional<Symbol.Action> action(String service, String name) {
    return modules.stream()
        .flatMap(module -> module.declared().stream())
        .filter(Symbol.Service.class::isInstance)
        .map(Symbol.Service.class::cast)
        .filter(declared -> declared.name().equals(service))
        .findFirst()
        .map(declared -> declared.actions.get(name));
  }

  /** What is declared under a name anywhere in the program, the file that was asked for first. */
  public <S extends Symbol> Optional<S> declared(Class<S> kind, String name) {
    return modules.stream()
        .flatMap(module -> module.declared().stream())
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(symbol -> symbol.name().equals(name))
        .findFirst();
  }

  /**
   * The types that are declared under a name.
   *
   * @param service which declares it; empty for those that files declare
   */
  public List<Type> types(String service, String name) {
    return modules.stream()
        .flatMap(module -> module.declared().stream())
        .map(symbol ->
            switch (symbol) {
              case Symbol.Service declaring when declaring.name().equals(service) ->
                  declaring.types.get(name);
              case Symbol.DeclaredType type when service.isEmpty() && type.name().equals(name) ->
                  type.type();
              default -> null;
            })
        .filter(Objects::nonNull)
        .toList();
  }

  public List<Symbol.Runbook> runbooks() {
    return main.declared().stream()
        .filter(Symbol.Runbook.class::isInstance)
        .map(Symbol.Runbook.class::cast)
        .toList();
  }
}
