package dev.runbook.docs;

import java.util.IdentityHashMap;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;

/**
 * A page before it is written.
 *
 * @param anchors of its headings; the tree itself has no place for them
 */
record Page(String title, Document document, IdentityHashMap<Heading, String> anchors) {}
