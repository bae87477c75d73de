package dev.runbook.stdlib.github;

import dev.runbook.spi.ServiceFailure;
import java.util.List;
import java.util.regex.Pattern;

/** Names that become parts of an address: what is none of them is refused before it is sent. */
final class Names {

  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+");
  private static final Pattern REF = Pattern.compile("[^\\p{Cntrl} ~^:?*\\[\\\\%#]+");

  private Names() {}

  static void requireRepository(String name) throws ServiceFailure {
    if (!REPOSITORY.matcher(name).matches() || name.endsWith("/.") || name.endsWith("/..")) {
      throw ServiceFailure.refused(
          "`%s` is no repository: write it as in `owner/name`.".formatted(name));
    }
  }

  /** A tag, a branch or a commit. */
  static String ref(String name) throws ServiceFailure {
    if (!REF.matcher(name).matches() || name.contains("..") || !isPath(name)) {
      throw ServiceFailure.refused(
          "`%s` is no name of a tag, branch or commit: correct it.".formatted(name));
    }
    return name;
  }

  static String path(String path) throws ServiceFailure {
    if (!isPath(path)) {
      throw ServiceFailure.refused(
          "`%s` is no path in a repository: write it as in `docs/index.md`.".formatted(path));
    }
    return path;
  }

  private static boolean isPath(String path) {
    List<String> segments = List.of(path.split("/", -1));
    return segments.stream()
        .noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."));
  }
}
