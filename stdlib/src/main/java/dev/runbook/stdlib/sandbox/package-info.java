/** The simulated world of a rehearsal: its file, its events and its loopback server. */
@NullMarked
package dev.runbook.stdlib.sandbox;

import org.jspecify.annotations.NullMarked;
