/** The syntax tree: what was written, without types, parents or facts. */
@NullMarked
package dev.runbook.syntax;

import org.jspecify.annotations.NullMarked;
