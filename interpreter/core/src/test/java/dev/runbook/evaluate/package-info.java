/** What runbooks do, told by the events of their runs. */
@NullMarked
package dev.runbook.evaluate;

import org.jspecify.annotations.NullMarked;
