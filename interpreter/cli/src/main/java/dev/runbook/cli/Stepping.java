package dev.runbook.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A run that somebody goes through step by step.
 *
 * @param repl whether it stands still at the end too
 * @param saving writes what was typed as a runbook
 * @param beside other runs, and other runbooks
 * @param history where what was typed is remembered; null where it is not
 */
record Stepping(boolean repl, Saving saving, Beside beside, @Nullable Path history) {}
