package dev.runbook.documentation;

import dev.runbook.check.Checker;
import dev.runbook.check.Sources;
import dev.runbook.diagnostic.Code;
import dev.runbook.source.Source;
import dev.runbook.spi.ServiceProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An rb4 block of the language reference, as docs/language/README.md explains them: a whole file,
 * declarations, statements or expressions, and the codes of the mistakes that it shows.
 */
record Example(String name, Form form, String text, Set<Code> mistakes) {

  enum Form {
    /** A whole file. */
    FILE,
    /** The file that the others may use. */
    WORLD,
    DECLARATIONS,
    STATEMENTS,
    /** One on each line, with what it prints behind it. */
    EXPRESSIONS
  }

  private static final String WORLD_FILE = "world.rb4";
  private static final Document PAGE = Document.of("docs/language/README.md");

  /** What a fragment may leave open: names for a reader, and imports that were guessed for it. */
  private static final Set<Code> OPEN = EnumSet.of(Code.RB3009, Code.RB3017);

  private static final Pattern DECLARED =
      Pattern.compile(
          "(?m)^(?:team|escalation|environment|enum|type|service|component|function|procedure"
              + "|runbook) ([A-Za-z0-9-]+)");

  private static final Map<String, ServiceProvider> SERVICES = new TreeMap<>();

  static {
    ServiceLoader.load(ServiceProvider.class)
        .forEach(provider -> SERVICES.put(provider.service(), provider));
  }

  static Collection<ServiceProvider> services() {
    return SERVICES.values();
  }

  static List<Example> of(Document page) {
    List<Example> examples = new ArrayList<>();
    for (Document.Block block : page.blocks()) {
      List<String> words = List.of(block.about().split(" "));
      if (!words.getFirst().equals("rb4")) {
        continue;
      }
      int error = words.indexOf("error");
      List<String> forms = words.subList(1, error < 0 ? words.size() : error);
      Set<Code> mistakes = EnumSet.noneOf(Code.class);
      if (error >= 0) {
        words.subList(error + 1, words.size()).forEach(code -> mistakes.add(Code.valueOf(code)));
      }
      Form form =
          forms.isEmpty() ? Form.FILE : Form.valueOf(forms.getFirst().toUpperCase(Locale.ROOT));
      examples.add(new Example(page.path() + ":" + block.line(), form, block.text(), mistakes));
    }
    return examples;
  }

  /** The file that it stands for: fragments are given what is around them. */
  Source source() {
    return switch (form) {
      case FILE -> new Source(name, text);
      case WORLD -> new Source(WORLD_FILE, text);
      case DECLARATIONS -> new Source(name, imports(text) + text);
      case STATEMENTS -> new Source(name, wrapped(text));
      case EXPRESSIONS -> new Source(name, wrapped(evidence()));
    };
  }

  private static String wrapped(String statements) {
    return imports("staging\n" + statements)
        + "runbook example \"An example\" in staging {\n"
        + statements.replaceAll("(?m)^(?=.)", "  ")
        + "}\n";
  }

  /** Each value is told as evidence, titled by its place. */
  private String evidence() {
    StringBuilder statements = new StringBuilder();
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    for (int at = 0; at < lines.size(); at++) {
      String expression = lines.get(at).replaceAll(" +# .*", "");
      statements.append("let value-").append(at).append(" = ").append(expression);
      statements.append("\nevidence \"").append(at).append("\" value-").append(at).append('\n');
    }
    return statements.toString();
  }

  /** What the lines of expressions say that they print. */
  List<String> printed() {
    return text.lines()
        .filter(line -> !line.isBlank())
        .map(l -> l.replaceAll(".* # ", ""))
        .toList();
  }

  private static String imports(String text) {
    List<String> names =
        DECLARED
            .matcher(world().text)
            .results()
            .map(found -> found.group(1))
            .filter(name -> mentions(text, name) && !declares(text, name))
            .toList();
    List<String> services =
        SERVICES.keySet().stream()
            .filter(name -> mentions(text, name) && !declares(text, name))
            .toList();
    String from =
        names.isEmpty() ? "" : "use " + String.join(", ", names) + " from \"world.rb4\"\n";
    String use = services.isEmpty() ? "" : "use " + String.join(", ", services) + "\n";
    return from + use + (from.isEmpty() && use.isEmpty() ? "" : "\n");
  }

  private static boolean mentions(String text, String name) {
    return Pattern.compile("(?<![\\w.-])" + name + "(?![\\w-])").matcher(text).find();
  }

  private static boolean declares(String text, String name) {
    return DECLARED.matcher(text).results().anyMatch(found -> found.group(1).equals(name));
  }

  static Example world() {
    return of(PAGE).stream()
        .filter(example -> example.form == Form.WORLD)
        .findFirst()
        .orElseThrow();
  }

  Checker.Checked check() {
    return Checker.check(
        source(),
        new Sources() {
          @Override
          public @Nullable Found imported(String path, Source from) {
            if (path.equals(WORLD_FILE)) {
              return new Found(world().source(), List.of());
            }
            boolean itself = text.contains("runbook " + path.replace(".rb4", " "));
            return itself ? new Found(source(), List.of()) : null;
          }

          @Override
          public @Nullable Source service(String name) {
            ServiceProvider provider = SERVICES.get(name);
            return provider == null ? null : new Source(name + ".rb4", provider.declaration());
          }

          @Override
          public Collection<String> services() {
            return SERVICES.keySet();
          }
        });
  }

  /** Mistakes that a fragment may not have. */
  boolean counts(Code code) {
    boolean fragment = form != Form.FILE && form != Form.WORLD;
    return !fragment || mistakes.contains(code) || !OPEN.contains(code);
  }
}
