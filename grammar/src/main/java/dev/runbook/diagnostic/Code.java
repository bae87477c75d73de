package dev.runbook.diagnostic;

/**
 * The stable codes. RB1 is the text, RB2 names and types, RB3 what a statement does and where it
 * stands, RB4 the file as a file. A code never changes its meaning and is never used again; each
 * has its page under {@code docs/diagnostics/}.
 */
public enum Code {
  /** A word or sign that cannot stand there. */
  RB1001,
  /** A text that is not closed on its line. */
  RB1002,
  /** A number with a unit that there is not. */
  RB1003,
  /** Brackets or blocks nested too deeply, or an expression that is too long. */
  RB1004,
  /** A clause that does not belong to its statement. */
  RB1005,
  /** A clause that stands twice. */
  RB1006,
  /** A clause that is missing. */
  RB1007,
  /** An unknown escape in a text. */
  RB1008,
  /** A name that is not in kebab-case. */
  RB1009,
  /** A date or time that does not exist. */
  RB1010,
  /** A hole with nothing in it. */
  RB1011,
  /** Code or a link in prose that begins and does not end. */
  RB1012,

  /** An unknown name. */
  RB2001,
  /** An unknown type. */
  RB2002,
  /** An unknown field. */
  RB2003,
  /** A type that does not fit. */
  RB2004,
  /** Operands that an operator does not take. */
  RB2005,
  /** An argument that is missing, unknown or given twice. */
  RB2006,
  /** A name that is declared twice. */
  RB2007,
  /** A name that hides another. */
  RB2008,
  /** Something that cannot be called, or is not what its place needs. */
  RB2009,
  /** An import that is not there, or names what its file does not declare. */
  RB2010,
  /** Imports, calls or ladders that go round in a circle. */
  RB2011,
  /** A value that may be none where one is needed. */
  RB2012,
  /** A match that does not cover every value, or covers one twice. */
  RB2013,
  /** A field of the environment that an environment of the run has not. */
  RB2014,
  /** A built-in word that is not known there. */
  RB2015,
  /** A constant that is out of its range. */
  RB2016,
  /** A default, field or constant that is not constant. */
  RB2017,
  /** A service that is used without being named by use. */
  RB2018,
  /** A link in prose that leads nowhere. */
  RB2019,
  /** An enum without values. */
  RB2020,

  /** A statement that only computes. */
  RB3001,
  /** A change that stands inside something else. */
  RB3002,
  /** A read or change where only pure values may stand. */
  RB3003,
  /** A wait or prompt without a limit. */
  RB3004,
  /** A change in a protected environment without a confirm in front of it. */
  RB3005,
  /** A change with neither undo nor reason. */
  RB3006,
  /** A secret that flows where it must not. */
  RB3007,
  /** Two steps, calls or branches of one name. */
  RB3008,
  /** A value that nobody uses. */
  RB3009,
  /** A statement that is never reached. */
  RB3010,
  /** A condition that is waited for and cannot change. */
  RB3011,
  /** A statement that does not belong where it stands. */
  RB3012,
  /** A procedure or function that may end without its value. */
  RB3013,
  /** A team that may not guard this environment. */
  RB3014,
  /** An action without the words in which a person does it. */
  RB3015,
  /** An import or service that nobody uses. */
  RB3017,
  /** A temporary change of something that has no undo. */
  RB3018,

  /** A file that cannot be read, or is no text. */
  RB4001,
  /** A file that is larger than a runbook can be. */
  RB4002,
  /** A file that is not UTF-8. */
  RB4003,
  /** A byte order mark, or line ends of another system. */
  RB4004,
}
