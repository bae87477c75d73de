<<<<<<< HEAD
/** From text to tree. The only package that knows ANTLR. */
=======
/** From text to a syntax tree. */
>>>>>>> build
@NullMarked
package dev.runbook.parse;

import org.jspecify.annotations.NullMarked;
