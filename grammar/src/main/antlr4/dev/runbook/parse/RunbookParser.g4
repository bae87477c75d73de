/*
 * The grammar of rb4. It is LL(1): expressions are a flat list of operands and operators (precedence is settled when the
 * tree is built), and the clauses of all statements are one rule (which of them a statement takes, and that each comes
 * once, is settled there too). The comma behind the last of several in brackets is not seen here at all. A test holds
 * this.
 */
parser grammar RunbookParser;

options { tokenVocab = RunbookLexer; }

file: (declaration NEWLINE)* EOF;

declaration
  : prose | use | team | escalation | environment | enumeration | recordType | service | component | function | procedure
  | runbook | test
  ;

use: USE usedName (COMMA usedName)* (FROM text)?;
usedName: name | TYPE_NAME;
team: TEAM name text? memberBlock;
escalation: ESCALATION name text? LBRACE (rung NEWLINE)* RBRACE;
rung: prose | (FIRST | THEN) name clause*;
environment: ENVIRONMENT name text? memberBlock;
enumeration: ENUM TYPE_NAME LBRACE (enumValues NEWLINE)* RBRACE;
enumValues: enumValue (COMMA enumValue?)*;
enumValue: name text?;
recordType: TYPE TYPE_NAME LBRACE (typeField NEWLINE)* RBRACE;
typeField: prose | name COLON type text?;

memberBlock: LBRACE (member NEWLINE)* RBRACE;
member: prose | fieldOrAttribute;
fieldOrAttribute: name ((COLON type)? (ASSIGN | FAT_ARROW) expression | BY? (expression (COMMA expression)*)?);

service: SERVICE name text? LBRACE (serviceMember NEWLINE)* RBRACE;
serviceMember: prose | recordType | enumeration | action;
action: (READ | CHANGE | NOTICE | EVENT) name parameters (COLON type)? clause* (LBRACE (actionPart NEWLINE)* RBRACE)?;
actionPart
  : prose
  | BY (HAND text | SHELL text (AS type)?)
  | PREVIEW BY SHELL text
  | ENV TYPE_NAME COLON expression
  | STDIN COLON expression
  | BEFORE name ASSIGN expression
  | OBSERVE FAT_ARROW expression
  | UNDO FAT_ARROW expression
  | NO UNDO BECAUSE text
  | IRREVERSIBLE BECAUSE text
  | SCOPE name
  ;

component: COMPONENT name text? LBRACE (componentMember NEWLINE)* RBRACE;
componentMember: prose | PARAM parameter | deployBody | fieldOrAttribute;
deployBody: DEPLOY parameters block;

function: FUNCTION name parameters ARROW type (FAT_ARROW expression | block);
procedure: PROCEDURE name text? parameters (ARROW type)? block;
parameters: LPAREN (parameter (COMMA parameter)*)? RPAREN;
parameter: name COLON type (ASSIGN expression)? text?;

runbook: RUNBOOK name text? (IN name (COMMA name)*)? (ZONE text)? LBRACE (runbookItem NEWLINE)* RBRACE;
runbookItem
  : PARAM parameter
  | NEEDS expression (COMMA expression)*
  | REQUIRE expression clause*
  | INVARIANT name COLON safetyRule
  | ALONE PER name
  | statement
  ;
safetyRule: NEVER expression BEFORE expression | AT MOST times expression (PER expression)?;
// No expression: where the next one begins, an opening bracket could go on with this one.
times: NUMBER | name;

test: TEST text LBRACE (testItem NEWLINE)* RBRACE;
testItem: prose | given | testRun | answer | expectation;
given: GIVEN expression (AT expression | AFTER expression | FAILS text)*;
testRun: RUN name arguments? (IN NAME)? answer?;
answer: ANSWERING expression (TO expression)?;
expectation: EXPECT (NEVER expression (BEFORE expression)? | UNDONE name TO expression | expression (BEFORE expression)?);

block: LBRACE (statement NEWLINE)* RBRACE;

statement
  : prose
  | step
  | let
  | conditional
  | matching
  | loop
  | parallel
  | nestedRun
  | deployment
  | confirm
  | doWork
  | waiting
  | watch
  | checking
  | retry
  | release
  | ensure
  | handler
  | ending
  | call
  ;

step: STEP name text? OPTIONAL? block;
let: LET name (COLON type)? ASSIGN (ASK text | TEMPORARILY expression | expression) clause*;
conditional: IF expression block otherwise*;
otherwise: ELSE (IF expression)? block;
matching: MATCH expression LBRACE (arm NEWLINE)* RBRACE;
arm: prose | (ELSE | expression (COMMA expression)*) block;
loop: FOR EACH name IN expression clause* block;
parallel: PARALLEL block;
nestedRun: RUN name arguments? clause*;
deployment: (DEPLOY | ROLLBACK) name arguments? TO expression clause*;
confirm: CONFIRM name? text clause*;
doWork: DO name? text clause* block?;
waiting: (WAIT_FOR | WAIT_UNTIL) expression clause*;
watch: WATCH name? text clause* block;
checking: CHECK expression clause* | WARN text clause*;
retry: RETRY expression TIMES clause* block;
release: RELEASE name;
ensure: ENSURE block;
handler: ON name (COMMA name)* block;
ending
  : ESCALATE TO name
  | EVIDENCE text expression?
  | STOP text
  | FAIL text
  | RECOVERED BECAUSE text
  | RETURN expression
  ;
// A conditional expression only computes, and as a statement it would begin as the conditional statement does.
call: operand operation* clause*;

clause
  : BY expression (OF expression)? (COMMA expression)*
  | UP TO expression
  | EVERY expression
  | USUALLY expression
  | DEFAULT expression
  | FOR expression
  | AS type
  | THROUGH name
  | IN (PARALLEL | REPLY TO expression | BATCHES OF expression | NAME)
  | FAILS IF expression
  | UNTIL DONE
  | UNLESS expression
  | ELSE text
  ;

expression: IF expression THEN expression ELSE expression | operand operation*;
operand: (NOT | MINUS)* primary postfix*;
operation
  : (OR | AND | EQ | NE | LT | LE | GT | GE | PLUS | MINUS | STAR | SLASH | COALESCE) operand
  | IS NOT? IN? MINUS? primary postfix*
  | WITHIN operand OF operand
  ;
postfix: DOT name | arguments | LBRACK expression RBRACK;
arguments: LPAREN (argument (COMMA argument)*)? RPAREN;
// In front of a colon or an arrow stands a name; that it is one is settled when the tree is built.
argument: expression (COLON expression)? (FAT_ARROW expression)?;
primary
  : literal
  | text
  | name
  | TYPE_NAME
  | LPAREN expression RPAREN
  | LBRACK (COLON | element (COMMA element)*)? RBRACK
  ;
element: expression (COLON expression)?;
literal
  : NUMBER | PERCENT | DURATION | VERSION | DATE_TIME | DATE | CLOCK_TIME | TRUE | FALSE | NONE | EMPTY | BAD_QUANTITY
  ;

text: (TEXT_OPEN | BLOCK_OPEN) part* TEXT_CLOSE | RAW_TEXT | RAW_UNCLOSED;
prose: PROSE_OPEN part*;
part: CHARS | ESCAPE | INTERPOLATION_OPEN expression? INTERPOLATION_CLOSE;

type: SECRET? (NAME (DOT TYPE_NAME)? | TYPE_NAME | LBRACK type (COLON type)? RBRACK) QUESTION?;

name
  : NAME | USE | FROM | TEAM | ESCALATION | ENVIRONMENT | ENUM | TYPE | SERVICE | COMPONENT | FUNCTION | PROCEDURE | RUNBOOK
  | TEST | READ | CHANGE | NOTICE | EVENT | HAND | SHELL | PREVIEW | ENV | STDIN | BEFORE | OBSERVE | UNDO | NO
  | IRREVERSIBLE | BECAUSE | SCOPE | FIRST | UP | TO | EVERY | USUALLY | DEFAULT | AS | OF | REPLY | BATCHES | THROUGH
  | FAILS | UNTIL | DONE | OPTIONAL | EACH | TIMES | PER | AT | MOST | AFTER | GIVEN | ANSWERING | EXPECT
  | SECRET | ZONE
  ;
