package dev.runbook.stdlib.sandbox;

import java.net.URI;
import java.util.Optional;

/** How an address is written to a sandbox: /SERVICE/https/HOST/the/path. */
public final class SandboxAddress {

  private SandboxAddress() {}

  /**
   * @param sandbox where it listens, as {@code http://127.0.0.1:4711}
   * @param service whose client asks
   */
  public static URI of(String sandbox, String service, URI wanted) {
    String query = wanted.getRawQuery() == null ? "" : "?" + wanted.getRawQuery();
    String path = Optional.ofNullable(wanted.getRawPath()).orElse("");
    return URI.create(
        "%s/%s/%s/%s%s%s"
            .formatted(
                sandbox,
                service,
                wanted.getScheme(),
                wanted.getRawAuthority(),
                path.startsWith("/") ? path : "/" + path,
                query));
  }
}
