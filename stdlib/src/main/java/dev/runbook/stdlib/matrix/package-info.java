/** Matrix: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.matrix;

import org.jspecify.annotations.NullMarked;
