package dev.runbook.stdlib;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;

/** A test in which these events happen. */
@Test
@Retention(RetentionPolicy.RUNTIME)
@interface Played {
  String[] value();
}
