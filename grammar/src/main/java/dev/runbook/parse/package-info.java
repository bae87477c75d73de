/** From text to tree. The only package that knows ANTLR. */
@NullMarked
package dev.runbook.parse;

import org.jspecify.annotations.NullMarked;
