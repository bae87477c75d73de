/** What Balrog says of itself: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.balrog;

import org.jspecify.annotations.NullMarked;
