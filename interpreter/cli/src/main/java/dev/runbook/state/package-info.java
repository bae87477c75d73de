/**
 * What is kept of runs: a folder for each with its record, who holds it, and which run an
 * environment is held by. Knows entries as JSON objects, and little of what stands in them.
 */
@NullMarked
package dev.runbook.state;

import org.jspecify.annotations.NullMarked;
