/*
 * The tokens of rb4. Which newlines count, where a bracket closes and where an unclosed text ends is decided by
 * LexerBase, because it takes the stack of open brackets; nothing is skipped, so the tokens concatenate to the source.
 */
lexer grammar RunbookLexer;

options { superClass = LexerBase; }

tokens { INTERPOLATION_CLOSE, STRAY_BRACE, TOO_DEEP }

// Words that begin a statement.
STEP: 'step'; LET: 'let'; IF: 'if'; MATCH: 'match'; FOR: 'for'; PARALLEL: 'parallel'; RUN: 'run'; DEPLOY: 'deploy';
ROLLBACK: 'rollback'; CONFIRM: 'confirm'; ASK: 'ask'; DO: 'do'; WAIT_FOR: 'wait-for'; WAIT_UNTIL: 'wait-until';
WATCH: 'watch'; CHECK: 'check'; WARN: 'warn'; RETRY: 'retry'; TEMPORARILY: 'temporarily'; RELEASE: 'release';
ENSURE: 'ensure'; ON: 'on'; ESCALATE: 'escalate'; EVIDENCE: 'evidence'; STOP: 'stop'; FAIL: 'fail';
RECOVERED: 'recovered'; RETURN: 'return'; PARAM: 'param'; NEEDS: 'needs'; REQUIRE: 'require'; INVARIANT: 'invariant';
ALONE: 'alone';

// Words inside statements and expressions.
ELSE: 'else'; THEN: 'then'; UNLESS: 'unless'; IN: 'in';
AND: 'and'; OR: 'or'; NOT: 'not'; IS: 'is'; WITHIN: 'within';
TRUE: 'true'; FALSE: 'false'; NONE: 'none'; EMPTY: 'empty';

// Words that mean something in one place only and are names everywhere else.
USE: 'use'; FROM: 'from'; TEAM: 'team'; ESCALATION: 'escalation'; ENVIRONMENT: 'environment'; ENUM: 'enum';
TYPE: 'type'; SERVICE: 'service'; COMPONENT: 'component'; FUNCTION: 'function'; PROCEDURE: 'procedure';
RUNBOOK: 'runbook'; TEST: 'test'; READ: 'read'; CHANGE: 'change'; NOTICE: 'notice'; BY: 'by'; HAND: 'hand';
SHELL: 'shell'; PREVIEW: 'preview'; ENV: 'env'; STDIN: 'stdin'; BEFORE: 'before'; OBSERVE: 'observe'; UNDO: 'undo';
NO: 'no'; IRREVERSIBLE: 'irreversible'; BECAUSE: 'because'; SCOPE: 'scope'; FIRST: 'first'; UP: 'up'; TO: 'to';
EVERY: 'every'; USUALLY: 'usually'; DEFAULT: 'default'; AS: 'as'; OF: 'of'; REPLY: 'reply'; BATCHES: 'batches';
THROUGH: 'through'; FAILS: 'fails'; UNTIL: 'until'; DONE: 'done'; OPTIONAL: 'optional'; EACH: 'each'; TIMES: 'times';
PER: 'per'; NEVER: 'never'; AT: 'at'; MOST: 'most'; AFTER: 'after'; GIVEN: 'given'; ANSWERING: 'answering';
EXPECT: 'expect'; UNDONE: 'undone'; SECRET: 'secret'; ZONE: 'zone';

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
