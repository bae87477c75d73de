parser grammar RunbookParser;

options { tokenVocab = RunbookLexer; }

file : WORD* EOF ;
