/** What a run computes with. Every value survives being written to the record and read back. */
@NullMarked
package dev.runbook.value;

import org.jspecify.annotations.NullMarked;
