package dev.runbook.stdlib.git;

import dev.runbook.spi.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tag, of the clone or of the remote.
 *
 * @param object what it names itself; equal to {@code commit} where it is not annotated
 */
record GitTag(String name, String commit, String object) {

  static GitTag of(Arguments record) {
    return new GitTag(record.text("name"), record.text("commit"), record.text("object"));
  }

  Map<String, Object> record() {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("name", name);
    record.put("commit", commit);
    record.put("object", object);
    record.put("annotated", isAnnotated());
    return record;
  }

  boolean isAnnotated() {
    return !commit.equals(object);
  }
}
