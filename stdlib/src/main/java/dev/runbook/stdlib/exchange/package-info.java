/**
 * The one way in which clients speak HTTP: one delivery per change, and every way to end told
 * apart.
 */
@NullMarked
package dev.runbook.stdlib.exchange;

import org.jspecify.annotations.NullMarked;
