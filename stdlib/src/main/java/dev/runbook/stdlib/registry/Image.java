package dev.runbook.stdlib.registry;

import dev.runbook.spi.ServiceFailure;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An image's place.
 *
 * @param registry where its registry is
 * @param name its name there
 */
record Image(URI registry, String name) {

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  /** The names by which people call the public registry, which is reached by another. */
  private static final List<String> PUBLIC = List.of("docker.io", "index.docker.io");

  /**
   * @param otherwise where images without a host are
   */
  static Image of(String text, URI otherwise) throws ServiceFailure {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    boolean hosted = first.contains(".") || first.contains(":") || first.equals("localhost");
    String name = hosted ? text.substring(slash + 1) : text;
    if (!NAME.matcher(name).matches() || (hosted && !HOST.matcher(first).matches())) {
      throw ServiceFailure.refused(
          "`%s` is no image: write it as in `mozilla/balrog`, without a tag.".formatted(text));
    }
    boolean elsewhere = hosted && !PUBLIC.contains(first);
    // The public registry's own images are in a folder that nobody writes.
    boolean official = !elsewhere && !name.contains("/");
    return new Image(
        elsewhere ? URI.create("https://" + first) : otherwise,
        official ? "library/" + name : name);
  }

  static String tag(String tag) throws ServiceFailure {
    if (!TAG.matcher(tag).matches()) {
      throw ServiceFailure.refused("`%s` is no tag of an image: correct it.".formatted(tag));
    }
    return tag;
  }

  /** Its path, to which the rest is appended. */
  String path() {
    return "v2/" + name + "/";
  }
}
