/** From trees to a program that may be run. */
@NullMarked
package dev.runbook.check;

import org.jspecify.annotations.NullMarked;
