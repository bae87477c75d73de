/** The one way in which clients start a program. */
@NullMarked
package dev.runbook.stdlib.process;

import org.jspecify.annotations.NullMarked;
