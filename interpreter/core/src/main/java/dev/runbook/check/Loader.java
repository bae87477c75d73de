package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Suggestions;
import dev.runbook.parse.Parsed;
import dev.runbook.source.Source;
import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Text;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a file and everything that it uses, and gives every declaration its symbol. */
final class Loader {

  private final Sources sources;
  private final Problems problems;
  private final Map<String, Module> files = new LinkedHashMap<>();
  private final Map<String, Symbol.Service> services = new LinkedHashMap<>();
  private final List<String> loading = new ArrayList<>();

  Loader(Sources sources, Problems problems) {
    this.sources = sources;
    this.problems = problems;
  }

  Module load(Source source) {
    return file(source);
  }

  List<Module> modules() {
    List<Module> all = new ArrayList<>(files.values());
    for (Symbol.Service service : services.values()) {
      if (!all.contains(service.module())) {
        all.add(service.module());
      }
    }
    return all;
  }

  private Module file(Source source) {
    Module module = read(source);
    files.put(source.name(), module);
    loading.add(source.name());
    for (Declaration declaration : module.tree().declarations()) {
      if (declaration instanceof Declaration.Use use) {
        use(use, module);
      }
    }
    loading.removeLast();
    return module;
  }

  private Module read(Source source) {
    Parsed parsed = sources.parsed(source);
    problems.read(parsed.diagnostics());
    Module module = new Module(parsed.tree(), sources::services);
    for (Declaration declaration : parsed.tree().declarations()) {
      declare(declaration, module);
    }
    return module;
  }

  private void declare(Declaration declaration, Module module) {
    Symbol symbol =
        switch (declaration) {
          case Declaration.Team team -> new Symbol.Team(team, module);
          case Declaration.Escalation escalation -> new Symbol.Escalation(escalation, module);
          case Declaration.Environment environment -> new Symbol.Environment(environment, module);
          case Declaration.Enumeration enumeration -> enumeration("", enumeration, module);
          case Declaration.RecordType type ->
              new Symbol.DeclaredType(type.name(), new RecordType("", type.name().text()), module);
          case Declaration.Service service -> service(service, module);
          case Declaration.Component component -> new Symbol.Component(component, module);
          case Declaration.Function function -> new Symbol.Function(function, module);
          case Declaration.Procedure procedure -> new Symbol.Procedure(procedure, module);
          case Declaration.Runbook runbook -> new Symbol.Runbook(runbook, module);
          case Declaration.FileProse prose -> null;
          case Declaration.Use use -> null;
          case Declaration.Action action -> null;
          case Declaration.Test test -> null;
          case Declaration.Bad bad -> null;
        };
    if (symbol == null || symbol.name().isEmpty()) {
      return;
    }
    Symbol before = module.declared.putIfAbsent(symbol.name(), symbol);
    if (before != null) {
      problems.declaredTwice(module, symbol.span(), symbol.name(), before.span());
    } else {
      module.known.put(symbol.name(), symbol);
    }
  }

  private Symbol.DeclaredType enumeration(
      String service, Declaration.Enumeration syntax, Module module) {
    List<String> values = new ArrayList<>();
    for (var value : syntax.values()) {
      if (values.contains(value.name().text())) {
        problems.tell(
            Problems.at(
                    Code.RB2007,
                    module,
                    value.name().span(),
                    "`" + value.name() + "` stands twice in its enum")
                .label("the second one")
                .fix("Remove it."));
      } else if (!value.name().isMissing()) {
        values.add(value.name().text());
      }
    }
    return new Symbol.DeclaredType(
        syntax.name(), new EnumType(service, syntax.name().text(), values), module);
  }

  private Symbol.Service service(Declaration.Service syntax, Module module) {
    Symbol.Service service = new Symbol.Service(syntax, module);
    String name = syntax.name().text();
    for (Declaration.Enumeration enumeration : syntax.enumerations()) {
      service.types.putIfAbsent(
          enumeration.name().text(), enumeration(name, enumeration, module).type());
    }
    for (Declaration.RecordType type : syntax.types()) {
      if (service.types.putIfAbsent(type.name().text(), new RecordType(name, type.name().text()))
          != null) {
        problems.declaredTwice(module, type.name().span(), type.name().text(), null);
      }
    }
    return service;
  }

  private void use(Declaration.Use use, Module module) {
    Text from = use.from();
    if (from == null) {
      for (Name name : use.names()) {
        useService(name, module);
      }
      return;
    }
    Module imported = imported(from, module);
    if (imported == null) {
      use.names().forEach(name -> module.missing.add(name.text()));
      return;
    }
    for (Name name : use.names()) {
      Symbol symbol = imported.declared.get(name.text());
      if (symbol == null) {
        if (!name.isMissing()) {
          problems.unknown(
              Code.RB2010,
              module,
              name.span(),
              "declaration in " + from.plain(),
              name.text(),
              imported.declared.keySet());
          module.missing.add(name.text());
        }
      } else {
        know(name, symbol, module);
      }
    }
  }

  private void know(Name name, Symbol symbol, Module module) {
    Symbol before = module.known.putIfAbsent(name.text(), symbol);
    if (before != null && before != symbol) {
      problems.tell(
          Problems.at(Code.RB2007, module, name.span(), "`" + name + "` is known here already")
              .label("the second of this name")
              .fix("Import one of the two only."));
    }
  }

  private void useService(Name name, Module module) {
    if (name.isMissing()) {
      return;
    }
    Symbol.Service service = services.get(name.text());
    if (service == null) {
      service = loadService(name, module);
    }
    if (service == null) {
      module.missing.add(name.text());
    } else {
      know(name, service, module);
    }
  }

  private Symbol.@Nullable Service loadService(Name name, Module module) {
    if (module.declared.get(name.text()) instanceof Symbol.Service own) {
      return own;
    }
    Source source = sources.service(name.text());
    if (source == null) {
      problems.unknown(
          Code.RB2001,
          module,
          name.span(),
          "service",
          name.text(),
          new TreeSet<>(sources.services()));
      return null;
    }
    Module declaring = read(source);
    if (declaring.declared.get(name.text()) instanceof Symbol.Service service) {
      services.put(name.text(), service);
      return service;
    }
    problems.tell(
        Problems.at(
                Code.RB2010,
                module,
                name.span(),
                "the binding of `" + name + "` does not declare it")
            .label("its declaration has no `service " + name + "`")
            .fix("Ask the author of the binding, or remove its jar from the plug-in folder."));
    return null;
  }

  private @Nullable Module imported(Text from, Module module) {
    if (!from.isPlain() || from.plain().isBlank()) {
      problems.tell(
          Problems.at(Code.RB2010, module, from.span(), "an import names its file as a plain text")
              .label("not a file's name")
              .fix("Write the path, as in `use production from \"balrog.rb4\"`."));
      return null;
    }
    Sources.Found found = sources.imported(from.plain(), module.source());
    Source source = found == null ? null : found.source();
    if (found != null) {
      found.diagnostics().forEach(problems::tell);
    }
    if (source == null) {
      if (found == null) {
        missing(from, module);
      }
      return null;
    }
    if (loading.contains(source.name())) {
      List<String> circle =
          new ArrayList<>(loading.subList(loading.indexOf(source.name()), loading.size()));
      circle.add(source.name());
      problems.tell(
          Problems.at(Code.RB2011, module, from.span(), "these imports go round in a circle")
              .label("leads back to where it came from")
              .note(String.join(" uses ", circle) + ".")
              .fix("Move what both need to a file of its own."));
      return null;
    }
    Module known = files.get(source.name());
    return known == null ? file(source) : known;
  }

  private void missing(Text from, Module module) {
    String path = from.plain();
    var diagnostic =
        Problems.at(Code.RB2010, module, from.span(), "there is no file `" + path + "`")
            .label("looked for beside this file");
    boolean service = Suggestions.nearest(path.replace(".rb4", ""), sources.services()).isPresent();
    problems.tell(
        diagnostic.fix(
            service
                ? "A service needs no file: write `use " + path.replace(".rb4", "") + "`."
                : "Correct the path; it is relative to the folder of "
                    + module.source().name()
                    + "."));
  }
}
