/** From a syntax tree to a checked program. */
@NullMarked
package dev.runbook.check;

import org.jspecify.annotations.NullMarked;
