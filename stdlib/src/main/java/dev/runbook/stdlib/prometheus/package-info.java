/** Prometheus: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.prometheus;

import org.jspecify.annotations.NullMarked;
