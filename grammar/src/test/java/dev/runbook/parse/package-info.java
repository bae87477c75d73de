@NullMarked
package dev.runbook.parse;

import org.jspecify.annotations.NullMarked;
