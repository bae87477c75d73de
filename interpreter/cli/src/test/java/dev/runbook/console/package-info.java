@NullMarked
package dev.runbook.console;

import org.jspecify.annotations.NullMarked;
