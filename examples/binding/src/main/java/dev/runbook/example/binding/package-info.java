/** A service binding of one's own. */
@NullMarked
package dev.runbook.example.binding;

import org.jspecify.annotations.NullMarked;
