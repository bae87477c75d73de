package dev.runbook.parse;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;

/** What the lexer does that a grammar cannot say. */
abstract class LexerBase extends Lexer {
  LexerBase(CharStream input) {
    super(input);
  }
}
