/** Holds what is kept of runs to what may happen to a machine. */
@NullMarked
package dev.runbook.state;

import org.jspecify.annotations.NullMarked;
