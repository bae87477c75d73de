/** Jenkins: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.jenkins;

import org.jspecify.annotations.NullMarked;
