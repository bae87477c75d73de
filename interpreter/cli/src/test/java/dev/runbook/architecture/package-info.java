/** Holds the code to what docs/ARCHITECTURE.md says of it. */
@NullMarked
package dev.runbook.architecture;

import org.jspecify.annotations.NullMarked;
