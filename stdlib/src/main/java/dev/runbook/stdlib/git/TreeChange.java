package dev.runbook.stdlib.git;

/**
 * How one file differs between two trees.
 *
 * @param kind A added, D deleted, M modified, R renamed, T another type
 * @param before the id of its content in the first tree; zeros where it was added
 * @param after the id of its content in the second tree; zeros where it was deleted
 * @param oldPath differs from {@code path} only where it was renamed
 */
record TreeChange(char kind, String before, String after, String oldPath, String path) {}
