/*
 * The tokens of rb4. Which newlines count, where a bracket closes and where an unclosed text ends is decided by
 * LexerBase, because it takes the stack of open brackets; nothing is skipped, so the tokens concatenate to the source.
 */
lexer grammar RunbookLexer;

options { superClass = LexerBase; }

// The words are NAMEs by their letters; LexerBase tells them apart, as each of them among the rules would make every
// other word slower to read. A word is spelt as its token in small letters, with a hyphen for the underscore.
tokens {
  // Words that begin a statement.
  STEP, LET, IF, MATCH, FOR, PARALLEL, RUN, DEPLOY, ROLLBACK, CONFIRM, ASK, DO, WAIT_FOR, WAIT_UNTIL, WATCH, CHECK,
  WARN, RETRY, TEMPORARILY, RELEASE, ENSURE, ON, ESCALATE, EVIDENCE, STOP, FAIL, RECOVERED, RETURN, PARAM, NEEDS,
  REQUIRE, INVARIANT, ALONE,
  // Words inside statements and expressions.
  ELSE, THEN, UNLESS, IN, BY, NEVER, UNDONE, AND, OR, NOT, IS, WITHIN, TRUE, FALSE, NONE, EMPTY,
  // Words that mean something in one place only and are names everywhere else.
  USE, FROM, TEAM, ESCALATION, ENVIRONMENT, ENUM, TYPE, SERVICE, COMPONENT, FUNCTION, PROCEDURE, RUNBOOK, TEST, READ,
  CHANGE, NOTICE, EVENT, HAND, SHELL, PREVIEW, ENV, STDIN, BEFORE, OBSERVE, UNDO, NO, IRREVERSIBLE, BECAUSE, SCOPE,
  FIRST, UP, TO, EVERY, USUALLY, DEFAULT, AS, OF, REPLY, BATCHES, THROUGH, FAILS, UNTIL, DONE, OPTIONAL, EACH, TIMES,
  PER, AT, MOST, AFTER, GIVEN, ANSWERING, EXPECT, SECRET, ZONE,
  // Made up by LexerBase.
  INTERPOLATION_CLOSE, STRAY_BRACE, TOO_DEEP
}

LPAREN: '('; RPAREN: ')'; LBRACK: '['; RBRACK: ']'; LBRACE: '{'; RBRACE: '}';
COMMA: ','; COLON: ':'; DOT: '.'; QUESTION: '?'; ASSIGN: '='; FAT_ARROW: '=>'; ARROW: '->'; COALESCE: '??';
EQ: '=='; NE: '!='; LE: '<='; GE: '>='; LT: '<'; GT: '>'; PLUS: '+'; MINUS: '-'; STAR: '*'; SLASH: '/';

VERSION: 'v' DIGITS ('.' DIGITS)+ ('-' [a-zA-Z0-9]+)*;
DATE_TIME: DATE_DIGITS 'T' CLOCK_DIGITS ('Z' | [+-] DIGIT DIGIT ':' DIGIT DIGIT);
DATE: DATE_DIGITS;
CLOCK_TIME: CLOCK_DIGITS;
PERCENT: NUMBER_DIGITS '%';
DURATION: (DIGITS ('ms' | 's' | 'm' | 'h' | 'd' | 'w'))+;
NUMBER: NUMBER_DIGITS;
BAD_QUANTITY: DIGIT [a-zA-Z0-9_]*;
TYPE_NAME: [A-Z] [a-zA-Z0-9_]*;
NAME: [a-z_] [a-zA-Z0-9_]* ('-' [a-zA-Z0-9_]+)*;

RAW_TEXT: '\'' ~['\r\n]* '\'';
RAW_UNCLOSED: '\'' ~['\r\n]*;
BLOCK_OPEN: '"""' -> pushMode(BLOCK_TEXT);
TEXT_OPEN: '"' -> pushMode(LINE_TEXT);
PROSE_OPEN: '|' -> pushMode(PROSE);

COMMENT: '#' ~[\r\n]*;
SPACE: [ \t\u000C]+;
NEWLINE: '\r'? '\n' | '\r';
SEMICOLON: ';';
// Utf16Stream shows everything beyond ASCII as U+007F; halves of a character stay together.
BAD_CHARACTER: '\u007F'+ | .;

fragment DIGIT: [0-9];
fragment DIGITS: [0-9]+;
fragment NUMBER_DIGITS: DIGITS ('.' DIGITS)?;
fragment DATE_DIGITS: DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT;
fragment CLOCK_DIGITS: DIGIT DIGIT ':' DIGIT DIGIT (':' DIGIT DIGIT)?;

mode LINE_TEXT;
TEXT_CLOSE: '"' -> popMode;
INTERPOLATION_OPEN: '${' -> pushMode(DEFAULT_MODE);
TEXT_ESCAPE: '\\' ~[\r\n] -> type(ESCAPE);
TEXT_CHARS: ~["$\\\r\n]+ -> type(CHARS);
TEXT_LONE: [$\\] -> type(CHARS);
TEXT_NEWLINE: ('\r'? '\n' | '\r') -> type(NEWLINE);

mode BLOCK_TEXT;
BLOCK_CLOSE: '"""' -> type(TEXT_CLOSE), popMode;
BLOCK_INTERPOLATION: '${' -> type(INTERPOLATION_OPEN), pushMode(DEFAULT_MODE);
ESCAPE: '\\' ~[\r\n];
CHARS: (~["$\\])+;
BLOCK_LONE: ["$\\] -> type(CHARS);

mode PROSE;
PROSE_INTERPOLATION: '${' -> type(INTERPOLATION_OPEN), pushMode(DEFAULT_MODE);
PROSE_ESCAPE: '\\${' -> type(ESCAPE);
PROSE_CHARS: ~[$\\\r\n]+ -> type(CHARS);
PROSE_LONE: [$\\] -> type(CHARS);
PROSE_NEWLINE: ('\r'? '\n' | '\r') -> type(NEWLINE);
