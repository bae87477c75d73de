package dev.runbook.docs;

import dev.runbook.plan.Plan;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the links of a page lead: outside only to what a browser may open without harm, and to
 * other runbooks where these have a page.
 */
public final class Links {

  public static final Links NONE = new Links((from, file, step) -> null, "");

  /**
   * A page.
   *
   * @param address from the page with the link; empty for that page itself
   * @param plan what it shows
   */
  public record To(String address, Plan plan) {}

  /** Finds the page of a file, and if there are several, the one with the step. */
  public interface Pages {
    /**
     * @param from the file with the link; empty where that is the page's own
     */
    @Nullable To find(String from, String file, String step);
  }

  private final Pages pages;
  private final String home;
  private final Map<String, Plan> found = new HashMap<>();

  /**
   * @param home the address of the page from which all are found; empty where there is none
   */
  public Links(Pages pages, String home) {
    this.pages = pages;
    this.home = home;
  }

  String home() {
    return home;
  }

  /**
   * The address to link to; empty where there is none to be trusted.
   *
   * @param from the file with the link; empty where that is the page's own
   */
  String to(String destination, String from) {
    String lower = destination.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://")
        || lower.startsWith("https://")
        || lower.startsWith("mailto:")
        || lower.startsWith("#")) {
      return destination;
    }
    int hash = destination.indexOf('#');
    String file = hash < 0 ? destination : destination.substring(0, hash);
    String place = hash < 0 ? "" : destination.substring(hash + 1);
    To to = pages.find(from, file, place);
    if (to == null) {
      return "";
    }
    if (to.address.isEmpty()) {
      return place.isEmpty() ? "#top" : "#" + place;
    }
    found.put(to.address, to.plan);
    return place.isEmpty() ? to.address : to.address + "#" + place;
  }

  /** What the page at an address of {@link #to} shows; null where that is none of ours. */
  @Nullable Plan at(String address) {
    return found.get(address);
  }
}
