package dev.runbook.books;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A test of one rule of the document. */
@Test
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Row {

  /** The rule's number. */
  int value();

  /** What the document says, in short. */
  String says();

  /** The file that does it, without its ending. */
  String file();

  /** Where in the file: the beginning of a line. */
  String at();
}
