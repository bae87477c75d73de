/** BigQuery: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.bigquery;

import org.jspecify.annotations.NullMarked;
