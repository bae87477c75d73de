/** Balrog's runbooks, held to the document that they replace: one test for each of its rules. */
@NullMarked
package dev.runbook.books;

import org.jspecify.annotations.NullMarked;
