/** Slack: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.slack;

import org.jspecify.annotations.NullMarked;
