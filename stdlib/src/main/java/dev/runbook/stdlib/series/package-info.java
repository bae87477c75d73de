/** Metrics over time as numbers, alike for every service that has some. */
@NullMarked
package dev.runbook.stdlib.series;

import org.jspecify.annotations.NullMarked;
