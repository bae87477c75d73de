/** Runbooks gone through without doing anything, and the plans that come of it. */
@NullMarked
package dev.runbook.dry;

import org.jspecify.annotations.NullMarked;
