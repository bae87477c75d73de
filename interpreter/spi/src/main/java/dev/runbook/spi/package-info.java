/**
 * What the author of a service binding sees; it depends on the JDK alone.
 *
 * <p>A binding is a {@link dev.runbook.spi.ServiceProvider}, found by {@link
 * java.util.ServiceLoader}. Its declaration in rb4 says what the service can do; its {@link
 * dev.runbook.spi.ServiceClient} does one attempt at a time and says honestly how it ended. Intent,
 * retries of reads, observation after a doubt, guards and undo are the interpreter's.
 */
@NullMarked
package dev.runbook.spi;

import org.jspecify.annotations.NullMarked;
