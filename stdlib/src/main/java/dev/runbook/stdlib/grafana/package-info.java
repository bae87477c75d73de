/** Grafana: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.grafana;

import org.jspecify.annotations.NullMarked;
