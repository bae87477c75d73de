/** The services that come with Runbook. */
@NullMarked
package dev.runbook.stdlib;

import org.jspecify.annotations.NullMarked;
