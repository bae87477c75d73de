/**
 * Pages for people: a plan becomes the tree of a Markdown document, and that is written in each
 * format. Nothing is run here, and no file is opened.
 */
@NullMarked
package dev.runbook.docs;

import org.jspecify.annotations.NullMarked;
