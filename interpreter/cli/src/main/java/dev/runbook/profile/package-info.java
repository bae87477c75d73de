/**
 * What stands in {@code runbook.yaml}: where the real services are, as whom they are used, and who
 * the members of a team are.
 */
@NullMarked
package dev.runbook.profile;

import org.jspecify.annotations.NullMarked;
