/** Who answers for a team. */
@NullMarked
package dev.runbook.people;

import org.jspecify.annotations.NullMarked;
