package dev.runbook.docs;

import java.util.Locale;
import java.util.Map;

/**
 * Where links lead: outside only to what a browser may open without harm, and to other runbooks
 * where these have a page.
 *
 * @param home the address of the page from which all are found; empty where there is none
 * @param pages the addresses of pages by the files that they are of, as a link names them
 */
public record Links(Map<String, String> pages, String home) {

  public static final Links NONE = new Links(Map.of(), "");

  public Links {
    pages = Map.copyOf(pages);
  }

  /** The address to link to; empty where there is none to be trusted. */
  String to(String destination) {
    String lower = destination.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://")
        || lower.startsWith("https://")
        || lower.startsWith("mailto:")
        || lower.startsWith("#")) {
      return destination;
    }
    int hash = destination.indexOf('#');
    String file = hash < 0 ? destination : destination.substring(0, hash);
    String page = pages.get(file);
    return page == null ? "" : page + (hash < 0 ? "" : destination.substring(hash));
  }
}
