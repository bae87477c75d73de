package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Sources;
import dev.runbook.parse.Parsed;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one check. While a file is read, another core reads what it uses: to read some
 * hundred lines is most of what a short command does. What a line beginning with {@code use} means
 * is the checker's to say; one that is misunderstood here costs time and nothing else.
 */
final class Ahead implements Sources {

  private static final String USE = "use ";
  private static final String FROM = " from \"";

  private final Workspace workspace;

  /** By its name, which is its place; whoever needs a text first reads it, and others wait. */
  private final Map<String, Once<Parsed>> trees = new ConcurrentHashMap<>();

  private Ahead(Workspace workspace) {
    this.workspace = workspace;
  }

  static Checker.Checked check(Source source, Workspace workspace) {
    Ahead ahead = new Ahead(workspace);
    Once.beside("ahead", () -> ahead.readWhatIsUsedBy(source));
    return Checker.check(source, ahead);
  }

  private void readWhatIsUsedBy(Source main) {
    Set<String> services = new LinkedHashSet<>();
    List<Source> files = new ArrayList<>(List.of(main));
    for (int next = 0; next < files.size(); next++) {
      for (String used : used(files.get(next).text())) {
        int from = used.indexOf(FROM);
        int end = used.lastIndexOf('"');
        if (from < 0) {
          services.addAll(List.of(used.split(",\\s*")));
        } else if (end >= from + FROM.length()) {
          Found found = imported(used.substring(from + FROM.length(), end), files.get(next));
          Source file = found == null ? null : found.source();
          if (file != null && files.stream().noneMatch(one -> one.name().equals(file.name()))) {
            files.add(file);
          }
        }
      }
    }
    files.stream().skip(1).forEach(this::parsed);
    for (String name : services) {
      Source service = service(name);
      if (service != null) {
        parsed(service);
      }
    }
  }

  /** What stands behind {@code use} in the lines before the first other declaration. */
  private static List<String> used(String text) {
    List<String> used = new ArrayList<>();
    int line = 0;
    while (line < text.length() && !(isWord(text.charAt(line)) && !text.startsWith(USE, line))) {
      int newline = text.indexOf('\n', line);
      int end = newline < 0 ? text.length() : newline;
      if (text.startsWith(USE, line)) {
        used.add(text.substring(line + USE.length(), end).strip());
      }
      line = end + 1;
    }
    return used;
  }

  private static boolean isWord(char letter) {
    return letter >= 'a' && letter <= 'z';
  }

  @Override
  public Parsed parsed(Source source) {
    return trees
        .computeIfAbsent(source.name(), name -> new Once<>(() -> workspace.parsed(source)))
        .get();
  }

  @Override
  public @Nullable Found imported(String path, Source from) {
    return workspace.imported(path, from);
  }

  @Override
  public @Nullable Source service(String name) {
    return workspace.service(name);
  }

  @Override
  public boolean isSound(Source source) {
    return workspace.isSound(source);
  }

  @Override
  public Collection<String> services() {
    return workspace.services();
  }

  @Override
  public Collection<String> beside(Source file) {
    return workspace.beside(file);
  }
}
