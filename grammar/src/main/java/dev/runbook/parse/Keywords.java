package dev.runbook.parse;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of the language: the grammar names them, and their spelling follows from the name. */
final class Keywords {

  private static final String[] WORDS = LexerTables.WORDS.split(" ");
  private static final Map<String, Integer> TYPES = new HashMap<>();

  static {
    for (int at = 0; at < WORDS.length; at++) {
      TYPES.put(WORDS[at], RunbookLexer.STEP + at);
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
    return WORDS[type - RunbookLexer.STEP];
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
