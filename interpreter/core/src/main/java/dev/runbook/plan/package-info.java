/**
 * What a runbook would do, as data: made by a dry run, turned into pages by whoever wants one. A
 * plan knows no syntax and runs nothing. Every part that somebody does has the path by which the
 * record of a run knows it, so that one plan and one record make a checklist of what is done.
 */
@NullMarked
package dev.runbook.plan;

import org.jspecify.annotations.NullMarked;
