package dev.runbook.cli;

import java.time.Instant;

/**
 * Something worth telling of a run that is over or was left.
 *
 * @param path where; empty for what concerns the run as a whole
 * @param words with whole addresses
 */
record Moment(Instant at, String path, String words) {}
