/** Positions in a file, and nothing about its content. */
@NullMarked
package dev.runbook.source;

import org.jspecify.annotations.NullMarked;
