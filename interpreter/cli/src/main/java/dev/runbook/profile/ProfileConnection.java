package dev.runbook.profile;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.stdlib.sandbox.SandboxAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection to a real service, which goes to the hosts that its profile names and no others. */
public final class ProfileConnection implements Connection {

  private final Profile profile;
  private final ServiceProvider provider;
  private final ServiceProfile service;
  private final Machine machine;
  private final RunClock clock;

  /**
   * @param service what the profile says of the provider's service
   */
  public ProfileConnection(
      Profile profile,
      ServiceProvider provider,
      ServiceProfile service,
      Machine machine,
      RunClock clock) {
    this.profile = profile;
    this.provider = provider;
    this.service = service;
    this.machine = machine;
    this.clock = clock;
  }

  @Override
  public Optional<URI> base() {
    // Not from the environment: a variable would send the credentials to a host that nobody named.
    return Optional.ofNullable(service.url())
        .or(() -> played("base").map(URI::create))
        .or(provider::address);
  }

  /**
   * What the sandbox says where the profile does not, so that a rehearsal needs no real addresses.
   */
  private Optional<String> played(String name) {
    URI sandbox = profile.sandbox();
    return sandbox == null
        ? Optional.empty()
        : SandboxSilent.at(sandbox).setting(provider.service(), name);
  }

  @Override
  public Optional<String> setting(String name) {
    return Optional.ofNullable(service.settings().get(name))
        .or(() -> profile.sandbox() == null ? ours(name) : played(name));
  }

  /** What this machine says where the profile does not. */
  private Optional<String> ours(String name) {
    return first(variables(name)).or(() -> isKnown(name, false) ? kept(name) : Optional.empty());
  }

  @Override
  public Optional<Secret> credential(String name) {
    if (profile.sandbox() != null) {
      return Optional.of(new Secret(provider.service() + "." + name, "sandbox-" + name));
    }
    Reference reference = service.credentials().get(name);
    if (reference != null) {
      return reference.find(machine);
    }
    for (String variable : variables(name)) {
      Optional<Secret> found =
          new Reference("env:" + variable)
              .find(machine)
              .or(() -> machine.variable(variable + "_FILE").flatMap(this::inFile));
      if (found.isPresent()) {
        return found;
      }
    }
    return isKnown(name, true)
        ? kept(name).map(value -> new Secret(provider.service() + "." + name, value))
        : Optional.empty();
  }

  private boolean isKnown(String name, boolean secret) {
    return provider.settings().stream()
        .anyMatch(setting -> setting.name().equals(name) && setting.secret() == secret);
  }

  /** What other tools keep for the very host, the service's own before the one for all. */
  private Optional<String> kept(String name) {
    URI base = base().orElse(null);
    if (base == null || base.getHost() == null || profile.sandbox() != null) {
      return Optional.empty();
    }
    return Optional.ofNullable(provider.kept(base, machine).get(name))
        .or(() -> Netrc.of(base.getHost(), machine).map(entry -> of(entry, name)));
  }

  private @Nullable String of(Netrc.Entry entry, String name) {
    String secret = isKnown("password", true) ? "password" : "token";
    return name.equals("user") ? entry.login() : name.equals(secret) ? entry.password() : null;
  }

  private Optional<Secret> inFile(String path) {
    return new Reference("file:" + path).find(machine);
  }

  private Optional<String> first(List<String> variables) {
    return variables.stream().flatMap(name -> machine.variable(name).stream()).findFirst();
  }

  private List<String> variables(String name) {
    return provider.settings().stream()
        .filter(setting -> setting.name().equals(name))
        .map(Setting::variables)
        .findFirst()
        .orElse(List.of());
  }

  @Override
  public RunClock clock() {
    return clock;
  }

  @Override
  public URI route(URI wanted) throws ServiceFailure {
    List<URI> allowed = new ArrayList<>(service.hosts());
    base().ifPresent(allowed::add);
    if (allowed.stream().noneMatch(host -> sameOrigin(host, wanted))) {
      throw ServiceFailure.refused(
          "The profile %s does not let %s go to %s: add it to the `hosts` of %s if that is right."
              .formatted(profile.name(), provider.service(), origin(wanted), provider.service()));
    }
    URI sandbox = profile.sandbox();
    return sandbox == null
        ? wanted
        : SandboxAddress.of("http://" + sandbox.getRawAuthority(), provider.service(), wanted);
  }

  private static boolean sameOrigin(URI allowed, URI wanted) {
    return origin(allowed).equals(origin(wanted));
  }

  /** Scheme, host and port: a secure address does not allow the same host without TLS. */
  private static String origin(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    return scheme + "://" + host + (port == usual ? "" : ":" + port);
  }

  @Override
  public Optional<Path> certificates() {
    return Optional.ofNullable(profile.certificates())
        .or(() -> machine.variable("SSL_CERT_FILE"))
        .map(machine::path);
  }

  @Override
  public Optional<URI> proxy(URI address) throws ServiceFailure {
    return Proxies.of(profile.proxy(), address, machine);
  }
}
