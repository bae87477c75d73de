package dev.runbook.stdlib.sentry;

import dev.runbook.spi.ToolFiles;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** What {@code sentry-cli} keeps in {@code ~/.sentryclirc}. */
final class SentryCli {

  private static final String EVERYBODYS = "https://sentry.io/";

  private SentryCli() {}

  static Map<String, String> kept(URI address, ToolFiles files) {
    Map<String, String> said = new HashMap<>();
    String section = "";
    for (String line :
        files.text(files.home().resolve(".sentryclirc")).orElse("").lines().toList()) {
      String stripped = line.strip();
      int equals = stripped.indexOf('=');
      if (stripped.startsWith("[") && stripped.endsWith("]")) {
        section = stripped.substring(1, stripped.length() - 1).strip();
      } else if (equals > 0 && !stripped.startsWith("#") && !stripped.startsWith(";")) {
        String key = section + "." + stripped.substring(0, equals).strip();
        said.put(key, stripped.substring(equals + 1).strip());
      }
    }
    Map<String, String> kept = new HashMap<>();
    String url = said.getOrDefault("defaults.url", EVERYBODYS);
    boolean ours = host(url).equals(address.getHost());
    if (ours && said.containsKey("auth.token")) {
      kept.put("token", said.get("auth.token"));
    }
    if (ours && said.containsKey("defaults.org")) {
      kept.put("organization", said.get("defaults.org"));
    }
    return kept;
  }

  private static String host(String url) {
    try {
      return String.valueOf(URI.create(url).getHost());
    } catch (IllegalArgumentException noAddress) {
      return "";
    }
  }
}
