/** Container registries: the declaration, the client and the stand-in. */
@NullMarked
package dev.runbook.stdlib.registry;

import org.jspecify.annotations.NullMarked;
