package dev.runbook.cli;

import java.util.HashMap;
import java.util.Map;

/**
 * Where in a run something happens, in few words. Whole paths are for the record; people know the
 * step that they see, and need the name of a part of it only where several go on at once.
 */
final class Places {

  private final Map<String, String> begun = new HashMap<>();

  void begin(String path, String title) {
    begun.put(path, title);
  }

  /** Whether it is a step of the runbook itself, and no part of one. */
  static boolean isOutermost(String path) {
    return path.indexOf('/') < 0;
  }

  /** The part of the step, such as the deploy of one component; empty where it is the step. */
  String part(String path) {
    String at = path;
    while (!begun.containsKey(at)) {
      int slash = at.lastIndexOf('/');
      if (slash < 0) {
        return "";
      }
      at = at.substring(0, slash);
    }
    return isOutermost(at) ? "" : at.substring(at.indexOf('/') + 1);
  }
}
