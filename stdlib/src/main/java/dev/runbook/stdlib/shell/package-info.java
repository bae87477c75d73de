/** Commands on the operator's machine: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.shell;

import org.jspecify.annotations.NullMarked;
