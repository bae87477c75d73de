/**
 * Files as the operating system hands them over: what is no readable text is told here and goes no
 * further.
 */
@NullMarked
package dev.runbook.file;

import org.jspecify.annotations.NullMarked;
