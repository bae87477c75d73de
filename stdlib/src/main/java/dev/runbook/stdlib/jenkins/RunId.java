package dev.runbook.stdlib.jenkins;

import dev.runbook.stdlib.exchange.Uris;

/** Which run of which pipeline. */
record RunId(String pipeline, int number) {

  /** Below the controller's address, with a slash at its end. */
  String path() {
    return jobPath(pipeline) + number + "/";
  }

  /** Folders are jobs too: {@code a/b} is at {@code job/a/job/b/}. */
  static String jobPath(String pipeline) {
    StringBuilder path = new StringBuilder();
    for (String segment : pipeline.split("/", -1)) {
      if (!segment.isEmpty()) {
        path.append("job/").append(Uris.encode(segment)).append('/');
      }
    }
    return path.toString();
  }

  @Override
  public String toString() {
    return "run " + number + " of " + pipeline;
  }
}
