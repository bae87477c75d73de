package dev.runbook.stdlib.git;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The top-level functions of a Python file, without comments and without the insides of texts, so
 * that neither a docstring that speaks of dropping nor SQL that begins in the first column is taken
 * for code.
 */
final class PythonSource {

  private static final Pattern LITERAL =
      Pattern.compile(
          "(?s)#[^\\n]*|\"\"\"(?:\\\\.|.)*?\"\"\"|'''(?:\\\\.|.)*?'''"
              + "|\"(?:\\\\.|[^\"\\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\\n])*+'");
  private static final Pattern DEFINITION =
      Pattern.compile("(?m)^(?:async\\s+)?def\\s+(\\w+)\\s*\\(");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^from\\s+([\\w.]+)\\s+import\\s+(\\((?s:[^)]*)\\)|[^\\n]*)");

  /**
   * Packages whose names build a schema and do not act on it; their actions are recognised as such.
   */
  private static final Pattern SCHEMA_PACKAGE =
      Pattern.compile("(sqlalchemy|migrate|alembic)(\\..*)?|__future__");

  private static final Pattern NO_WORK =
      Pattern.compile("(?:\\s|\"\"|''|\\bpass\\b|\\breturn(?:\\s+None)?\\b|;|\\.\\.\\.)*");

  private final String code;
  private final Map<String, String> functions = new LinkedHashMap<>();

  private PythonSource(String code) {
    this.code = code;
  }

  static PythonSource of(String source) {
    String code =
        LITERAL
            .matcher(source.replace("\r\n", "\n"))
            .replaceAll(found -> found.group().startsWith("#") ? "" : "\"\"");
    PythonSource python = new PythonSource(code);
    Matcher definition = DEFINITION.matcher(code);
    while (definition.find()) {
      python.functions.put(definition.group(1), body(code, definition.end()));
    }
    return python;
  }

  Set<String> functionNames() {
    return functions.keySet();
  }

  Optional<String> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  /**
   * Whether code uses a function that another file of the project defines, which nobody has read
   * here.
   */
  boolean callsImported(String body) {
    Matcher imports = IMPORT.matcher(code);
    while (imports.find()) {
      if (!SCHEMA_PACKAGE.matcher(imports.group(1)).matches()) {
        for (String name : imports.group(2).replaceAll("[()\\s]+", " ").split(",", -1)) {
          String[] words = name.strip().split("\\s+", -1);
          String used = words[words.length - 1];
          if (used.equals("*")
              || (!used.isEmpty()
                  && Pattern.compile("\\b" + Pattern.quote(used) + "\\s*[(.]")
                      .matcher(body)
                      .find())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  static boolean doesNothing(String body) {
    return NO_WORK.matcher(body).matches();
  }

  /** From the end of the parameters to the next line that is not indented. */
  private static String body(String code, int afterOpeningBracket) {
    int at = afterOpeningBracket;
    for (int open = 1; at < code.length() && open > 0; at++) {
      char next = code.charAt(at);
      open += next == '(' ? 1 : next == ')' ? -1 : 0;
    }
    int start = code.indexOf(':', at) + 1;
    Matcher outside = Pattern.compile("(?m)^[^\\s)\\]}]").matcher(code);
    int line = code.indexOf('\n', start);
    int end = line >= 0 && outside.find(line) ? outside.start() : code.length();
    return start == 0 ? "" : code.substring(start, end);
  }
}
