/** GitHub: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.github;

import org.jspecify.annotations.NullMarked;
