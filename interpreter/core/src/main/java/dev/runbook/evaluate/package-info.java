/**
 * Does what a checked program says. There is one evaluator: live, sandbox and dry runs differ in
 * what stands behind the door.
 */
@NullMarked
package dev.runbook.evaluate;

import org.jspecify.annotations.NullMarked;
