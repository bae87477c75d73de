package dev.runbook.profile;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Through which proxy an address is reached, as command line tools understand the environment. */
final class Proxies {

  private Proxies() {}

  /**
   * @param named the proxy of the profile; else the environment says it
   */
  static Optional<URI> of(@Nullable String named, URI address, Machine machine) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    if (isDirect(host, machine)) {
      return Optional.empty();
    }
    boolean secure = "https".equalsIgnoreCase(address.getScheme());
    return Optional.ofNullable(named)
        .or(() ->
            secure
                ? either("HTTPS_PROXY", machine)
                // In capitals, a web server may have made it from a header of a stranger's request.
                : machine.variable("http_proxy"))
        .or(() -> either("ALL_PROXY", machine))
        .map(proxy -> URI.create(proxy.contains("://") ? proxy : "http://" + proxy));
  }

  private static boolean isDirect(String host, Machine machine) {
    for (String entry : either("NO_PROXY", machine).orElse("").split(",", -1)) {
      String name = entry.strip().toLowerCase(Locale.ROOT);
      String suffix = name.startsWith(".") ? name : "." + name;
      if (name.equals("*") || (!name.isEmpty() && ("." + host).endsWith(suffix))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> either(String variable, Machine machine) {
    return machine.variable(variable).or(() -> machine.variable(variable.toLowerCase(Locale.ROOT)));
  }
}
