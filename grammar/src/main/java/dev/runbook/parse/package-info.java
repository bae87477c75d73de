/** From text to a syntax tree. */
@NullMarked
package dev.runbook.parse;

import org.jspecify.annotations.NullMarked;
