/** The pager: the declaration, the client for each kind, and the stand-in. */
@NullMarked
package dev.runbook.stdlib.pager;

import org.jspecify.annotations.NullMarked;
