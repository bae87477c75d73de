/** What the door to the outside lets through, and when. */
@NullMarked
package dev.runbook.door;

import org.jspecify.annotations.NullMarked;
