package dev.runbook.cli;

/**
 * A run that somebody goes through step by step.
 *
 * @param repl whether it stands still at the end too
 * @param saving writes what was typed as a runbook
 */
record Stepping(boolean repl, Saving saving) {}
