/** Holds the documents to what the program does. */
@NullMarked
package dev.runbook.documentation;

import org.jspecify.annotations.NullMarked;
