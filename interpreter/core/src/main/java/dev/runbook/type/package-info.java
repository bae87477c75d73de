/** What values can be. */
@NullMarked
package dev.runbook.type;

import org.jspecify.annotations.NullMarked;
