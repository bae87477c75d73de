package dev.runbook.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of the language: the grammar names them, and their spelling follows from the name. */
final class Keywords {

  private static final Map<String, Integer> TYPES = new HashMap<>();

  static {
    for (int type = RunbookLexer.STEP; type <= RunbookLexer.ZONE; type++) {
      TYPES.put(spelled(type), type);
    }
  }

  private Keywords() {}

  /** What a word is: a keyword, or a name. */
  static int type(String word) {
    return TYPES.getOrDefault(word, RunbookLexer.NAME);
  }

  static @Nullable String spelling(int type) {
    return isReserved(type) || isWord(type) ? spelled(type) : null;
  }

  private static String spelled(int type) {
    return RunbookLexer.VOCABULARY.getSymbolicName(type).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static boolean isReserved(int type) {
    return type >= RunbookLexer.STEP && type <= RunbookLexer.EMPTY;
  }

  /** Whether it means something in one place only, and is a name everywhere else. */
  static boolean isWord(int type) {
    return type >= RunbookLexer.USE && type <= RunbookLexer.ZONE;
  }

  static boolean beginsStatement(int type) {
    return type >= RunbookLexer.STEP
        && type <= RunbookLexer.ALONE
        && type != RunbookLexer.IF
        && type != RunbookLexer.FOR;
  }
}
