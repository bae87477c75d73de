/** What a dry run may ask for, and what it may not. */
@NullMarked
package dev.runbook.dry;

import org.jspecify.annotations.NullMarked;
