/** The pure functions of the language: declared once, read by checker and evaluator alike. */
@NullMarked
package dev.runbook.library;

import org.jspecify.annotations.NullMarked;
