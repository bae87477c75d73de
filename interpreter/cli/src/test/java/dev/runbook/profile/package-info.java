/** Tests of what stands in a configuration. */
@NullMarked
package dev.runbook.profile;

import org.jspecify.annotations.NullMarked;
