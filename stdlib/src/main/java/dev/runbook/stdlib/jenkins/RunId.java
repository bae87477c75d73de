package dev.runbook.stdlib.jenkins;

import dev.runbook.stdlib.exchange.Uris;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which run of which pipeline. */
record RunId(String pipeline, int number) {

  /** Below the controller's address, with a slash at its end. */
  String path() {
    return jobPath(pipeline) + number + "/";
  }

  /** Folders are jobs too: {@code a/b} is at {@code job/a/job/b/}. */
  static String jobPath(String pipeline) {
    return Stream.of(pipeline.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> "job/" + Uris.encode(segment) + "/")
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return "run " + number + " of " + pipeline;
  }
}
