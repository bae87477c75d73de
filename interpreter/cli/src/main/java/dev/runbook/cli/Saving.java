package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Module;
import dev.runbook.check.Symbol;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.evaluate.ByHand;
import dev.runbook.format.Formatter;
import dev.runbook.journal.Event;
import dev.runbook.parse.Reading;
import dev.runbook.source.Source;
import dev.runbook.state.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was typed during a run, as a runbook that can be checked, rehearsed and run again. */
final class Saving {

  private static final Pattern LET =
      Pattern.compile("let\\s+([\\w-]+)\\s*=\\s*(.*)", Pattern.DOTALL);
  private static final Pattern CALL = Pattern.compile("[a-z][\\w-]*(?:\\.[a-z][\\w-]*)?\\(");
  private static final Pattern NAME = Pattern.compile("(?<![\\w.-])[A-Za-z][\\w-]*");

  private final Symbol.Runbook runbook;
  private final Symbol.@Nullable Environment environment;
  private final Workspace workspace;

  Saving(Symbol.Runbook runbook, Symbol.@Nullable Environment environment, Workspace workspace) {
    this.runbook = runbook;
    this.environment = environment;
    this.workspace = workspace;
  }

  /** Writes it, or says why not. */
  String save(String file, List<Event.Durable> events) {
    List<String> typed = ByHand.done(events);
    if (file.isEmpty() || !file.endsWith(".rb4")) {
      return "Name a file that ends in .rb4.";
    }
    Path path = Workspace.path(file);
    if (Files.exists(path)) {
      return "The file " + file + " is there already: name another one.";
    }
    if (typed.isEmpty()) {
      return "Nothing was done by hand so far that was not taken back.";
    }
    Source source = new Source(file, text(path, typed));
    Checker.Checked checked = workspace.check(source);
    if (checked.program() == null) {
      return "This is no runbook by itself yet, so nothing was written:\n"
          + TextRenderer.render(checked.diagnostics()).stripTrailing();
    }
    try {
      Files.writeString(path, Formatter.format(Reading.parse(source)).orElse(source.text()));
      return "Written to " + file + "; `runbook check` finds nothing wrong with it.";
    } catch (IOException e) {
      return "The file cannot be written: " + Words.of(e) + ".";
    }
  }

  private String text(Path file, List<String> typed) {
    TreeSet<String> services = new TreeSet<>();
    Map<String, TreeSet<String>> imports = new TreeMap<>();
    String team = guards();
    String all = String.join("\n", typed) + "\n" + team;
    List<String> names = new ArrayList<>(List.of(environment == null ? "" : environment.name()));
    Matcher found = NAME.matcher(all.replaceAll("\"[^\"]*\"", ""));
    while (found.find()) {
      names.add(found.group());
    }
    for (String name : names) {
      Symbol symbol = runbook.module().lookUp(name);
      if (symbol instanceof Symbol.Service) {
        services.add(name);
      } else if (symbol != null) {
        imports.computeIfAbsent(relative(file, symbol), key -> new TreeSet<>()).add(name);
      }
    }
    StringBuilder text = new StringBuilder();
    imports.forEach((from, what) ->
        text.append("use ")
            .append(String.join(", ", what))
            .append(" from \"")
            .append(from)
            .append("\"\n"));
    if (!services.isEmpty()) {
      text.append("use ").append(String.join(", ", services)).append('\n');
    }
    String name =
        file.getFileName().toString().replaceAll("\\.rb4$", "").replaceAll("[^a-z0-9-]", "-");
    text.append("\nrunbook ").append(name).append(" \"What was done by hand\"");
    text.append(environment == null ? "" : " in " + environment.name()).append(" {\n");
    text.append("  step by-hand \"What was done by hand\" {\n");
    if (!team.isEmpty()) {
      text.append("    confirm \"Do what was done by hand then?\" by ")
          .append(team)
          .append(" up to 4h\n");
    }
    for (String line : typed) {
      String kept = used(line, typed);
      if (!kept.isEmpty()) {
        text.append("    ").append(kept).append('\n');
      }
    }
    return text.append("  }\n}\n").toString();
  }

  /** A name that nothing else uses is no part of a runbook, and a mere value nothing at all. */
  private static String used(String line, List<String> typed) {
    Matcher let = LET.matcher(line);
    if (!let.matches()) {
      return line;
    }
    Pattern name = Pattern.compile("(?<![\\w-])" + Pattern.quote(let.group(1)) + "(?![\\w-])");
    boolean used =
        typed.stream().anyMatch(other -> !other.equals(line) && name.matcher(other).find());
    if (used) {
      return line;
    }
    return CALL.matcher(let.group(2)).lookingAt() ? let.group(2) : "";
  }

  /** Who confirms what is done in a protected environment; empty where nobody has to. */
  private String guards() {
    if (environment == null || !environment.isProtected()) {
      return "";
    }
    return environment.guards().stream().map(Symbol::name).findFirst().orElse("");
  }

  private String relative(Path file, Symbol symbol) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Module module = symbol.module();
    String name = module == null ? "" : module.source().name();
    Path from = Workspace.path(name).toAbsolutePath().normalize();
    return folder == null ? from.toString() : folder.relativize(from).toString().replace('\\', '/');
  }
}
