@NullMarked
package dev.runbook.file;

import org.jspecify.annotations.NullMarked;
