@NullMarked
package dev.runbook.format;

import org.jspecify.annotations.NullMarked;
