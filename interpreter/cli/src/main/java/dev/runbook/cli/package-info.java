/** The commands and the terminal. */
@NullMarked
package dev.runbook.cli;

import org.jspecify.annotations.NullMarked;
