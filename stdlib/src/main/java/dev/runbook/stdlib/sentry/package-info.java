/** Sentry: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.sentry;

import org.jspecify.annotations.NullMarked;
