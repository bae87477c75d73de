/** The record of a run. */
@NullMarked
package dev.runbook.journal;

import org.jspecify.annotations.NullMarked;
