package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import java.util.regex.Pattern;

/** Names that become arguments of git: what is none of them is refused before git is started. */
final class GitNames {

  private static final Pattern REF =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_][A-Za-z0-9._+-]*)*");
  private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private GitNames() {}

  /** The full name of a tag. */
  static String tag(String name) throws ServiceFailure {
    return "refs/tags/" + ref(name);
  }

  /** The full name of a branch. */
  static String branch(String name) throws ServiceFailure {
    return "refs/heads/" + ref(name);
  }

  static String object(String id) throws ServiceFailure {
    if (!OBJECT.matcher(id).matches()) {
      throw ServiceFailure.refused(
          "`%s` is no object of git: take it from a tag that was read.".formatted(id));
    }
    return id;
  }

  /** A tag, a branch or a commit, perhaps with {@code ^{}} behind it. */
  static String revision(String text) throws ServiceFailure {
    ref(text.endsWith("^{}") ? text.substring(0, text.length() - 3) : text);
    return text;
  }

  private static String ref(String name) throws ServiceFailure {
    boolean fits = REF.matcher(name).matches() && !name.contains("..");
    if (!fits || name.endsWith(".") || name.endsWith(".lock")) {
      throw ServiceFailure.refused(
          "`%s` is no name of a tag, branch or commit: correct it.".formatted(name));
    }
    return name;
  }
}
