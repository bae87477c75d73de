package dev.runbook.stdlib.jenkins;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a simulated pipeline.
 *
 * @param input what it asks before it begins, or null where it begins by itself
 * @param takes how long it works
 * @param serves the addresses that run the new version once it has ended well
 */
record StageSpec(
    String name, @Nullable String input, Duration takes, List<URI> serves, boolean fails) {}
