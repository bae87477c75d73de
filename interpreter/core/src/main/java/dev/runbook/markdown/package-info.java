/** The Markdown of prose: which one it is, and what in a text of it leads somewhere. */
@NullMarked
package dev.runbook.markdown;

import org.jspecify.annotations.NullMarked;
