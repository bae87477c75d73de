/** What the tests of several packages share. */
@NullMarked
package dev.runbook.testing;

import org.jspecify.annotations.NullMarked;
