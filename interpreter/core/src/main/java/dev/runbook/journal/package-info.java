/** The record of a run. It knows no syntax. */
@NullMarked
package dev.runbook.journal;

import org.jspecify.annotations.NullMarked;
