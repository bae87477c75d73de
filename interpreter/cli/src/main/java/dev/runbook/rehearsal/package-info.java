/** The tests of runbooks: each is one run in a sandbox of its own, on a clock of its own. */
@NullMarked
package dev.runbook.rehearsal;

import org.jspecify.annotations.NullMarked;
