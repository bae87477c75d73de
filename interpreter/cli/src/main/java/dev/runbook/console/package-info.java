/**
 * What is said between a run and the person at it: what may be typed at a prompt, and its answer.
 */
@NullMarked
package dev.runbook.console;

import org.jspecify.annotations.NullMarked;
