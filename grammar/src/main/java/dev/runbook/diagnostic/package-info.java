/** What is told to people about their file: facts, codes and the two ways to render them. */
@NullMarked
package dev.runbook.diagnostic;

import org.jspecify.annotations.NullMarked;
