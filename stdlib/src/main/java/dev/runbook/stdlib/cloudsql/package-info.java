/** Cloud SQL: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.cloudsql;

import org.jspecify.annotations.NullMarked;
