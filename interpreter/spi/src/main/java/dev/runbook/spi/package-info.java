/** What the author of a service binding sees. */
@NullMarked
package dev.runbook.spi;

import org.jspecify.annotations.NullMarked;
