/** Git: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.git;

import org.jspecify.annotations.NullMarked;
