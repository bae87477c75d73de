/** Plain HTTP reads: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.http;

import org.jspecify.annotations.NullMarked;
