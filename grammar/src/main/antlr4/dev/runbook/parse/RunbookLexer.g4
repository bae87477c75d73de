lexer grammar RunbookLexer;

options { superClass = LexerBase; }

WORD : [a-z]+ ;
SPACE : [ \t\r\n]+ -> channel(HIDDEN) ;
