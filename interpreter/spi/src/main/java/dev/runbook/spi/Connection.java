package dev.runbook.spi;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What a profile says about a service: where it is, with which settings and as whom. */
public interface Connection {

  /** Where the service is, if the profile says so. */
  Optional<URI> base();

  Optional<String> setting(String name);

  Optional<Secret> credential(String name);

  RunClock clock();

  /**
   * Where a request for an address is really sent. A real profile gives the address back or
   * refuses; in the sandbox every address leads to a stand-in on this machine.
   *
   * @throws ServiceFailure (refused) where the profile does not name the host, (unavailable) where
   *     the sandbox has none
   */
  URI route(URI wanted) throws ServiceFailure;

  /** A way that needs no socket; none: a request is sent where {@link #route} leads. */
  default Optional<Shortcut> shortcut() {
    return Optional.empty();
  }

  /** A file of certificates (PEM) that are trusted beside those of the JDK. */
  default Optional<Path> certificates() {
    return Optional.empty();
  }

  /**
   * The proxy through which an address is reached; none: directly. It may say as whom to speak to
   * it.
   *
   * @throws ServiceFailure (refused) where what is said is no address
   */
  default Optional<URI> proxy(URI address) throws ServiceFailure {
    return Optional.empty();
  }
}
