/** The one door to the outside: services, people, the clock. */
@NullMarked
package dev.runbook.door;

import org.jspecify.annotations.NullMarked;
