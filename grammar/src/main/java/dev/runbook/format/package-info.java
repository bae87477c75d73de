/** The one form of a file. */
@NullMarked
package dev.runbook.format;

import org.jspecify.annotations.NullMarked;
