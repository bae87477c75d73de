package dev.runbook.profile;

import dev.runbook.spi.ServiceFailure;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Through which proxy an address is reached, as command line tools understand the environment. */
final class Proxies {

  private static final Set<String> SCHEMES = Set.of("http", "socks", "socks5", "socks5h");

  private Proxies() {}

  /**
   * @param named the proxy of the profile; else the environment says it
   */
  static Optional<URI> of(@Nullable String named, URI address, Machine machine)
      throws ServiceFailure {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    if (isDirect(host, address.getPort(), machine)) {
      return Optional.empty();
    }
    boolean secure = "https".equalsIgnoreCase(address.getScheme());
    Optional<String> proxy =
        Optional.ofNullable(named)
            .or(() ->
                secure
                    ? either("HTTPS_PROXY", machine)
                    // In capitals, a web server may have made it from a stranger's request.
                    : machine.variable("http_proxy"))
            .or(() -> either("ALL_PROXY", machine))
            .map(String::strip)
            .filter(said -> !said.isEmpty());
    return proxy.isEmpty() ? Optional.empty() : Optional.of(parsed(proxy.get()));
  }

  /** What is wrong is not shown: it may hold a password. */
  private static URI parsed(String said) throws ServiceFailure {
    try {
      URI proxy = URI.create(said.contains("://") ? said : "http://" + said);
      if (proxy.getHost() != null && SCHEMES.contains(proxy.getScheme())) {
        return proxy;
      }
    } catch (IllegalArgumentException nonsense) {
      // Told below, like an address of another kind.
    }
    throw ServiceFailure.refused(
        "What says the proxy is no address of one: write `proxy` in the profile, or HTTPS_PROXY,"
            + " as in `http://proxy.example.org:3128` or `socks5://localhost:1080`.");
  }

  private static boolean isDirect(String host, int port, Machine machine) {
    for (String entry : either("NO_PROXY", machine).orElse("").split("[,\\s]", -1)) {
      String written = entry.strip().toLowerCase(Locale.ROOT);
      String name = port < 0 ? written : written.replaceFirst(":" + port + "$", "");
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
