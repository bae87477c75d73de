package dev.runbook.profile;

import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import dev.runbook.stdlib.sandbox.Facts;
import dev.runbook.stdlib.sandbox.Teams;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the lines of {@code runbook.yaml} to profiles, or to the first mistake in it. */
final class ProfileReader {

  private static final String BY_HAND = "by hand";
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Map<String, ServiceProvider> providers;

  ProfileReader(Map<String, ServiceProvider> providers) {
    this.providers = providers;
  }

  Map<String, Profile> profiles(Facts file) {
    Facts all = file.only("profiles").map("profiles");
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (String name : all.keys()) {
      Facts facts = all.map(name).only("services", "teams", "proxy", "certificates", "sandbox");
      profiles.put(
          name,
          new Profile(
              name,
              services(facts.map("services")),
              Teams.read(facts.map("teams"), providers.keySet()),
              proxy(facts),
              facts.optionalText("certificates").orElse(null),
              facts.has("sandbox") ? sandbox(facts) : null));
    }
    return profiles;
  }

  private static @Nullable String proxy(Facts facts) {
    String proxy = facts.optionalText("proxy").orElse(null);
    if (proxy != null && proxy.contains("@")) {
      throw facts.wrong(
          "proxy",
          "`proxy` says as whom to speak to it, and no password stands in a profile: leave `proxy`"
              + " out and set HTTPS_PROXY");
    }
    return proxy;
  }

  private Map<String, ServiceProfile> services(Facts facts) {
    facts.only(providers.keySet().toArray(String[]::new));
    Map<String, ServiceProfile> services = new LinkedHashMap<>();
    for (String name : facts.keys()) {
      if (!isByHand(facts, name)) {
        services.put(name, service(facts.map(name), settings(name)));
      }
    }
    return services;
  }

  private static boolean isByHand(Facts facts, String service) {
    if (facts.isMap(service)) {
      return false;
    }
    if (facts.optionalText(service).filter(BY_HAND::equals).isPresent()) {
      return true;
    }
    throw facts.wrong(service, "`%s` wants entries below it, or `by hand`".formatted(service));
  }

  private List<Setting> settings(String service) {
    ServiceProvider provider = providers.get(service);
    return provider == null ? List.of() : provider.settings();
  }

  private static ServiceProfile service(Facts facts, List<Setting> known) {
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, Reference> credentials = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>(List.of("url", "hosts"));
    known.forEach(setting -> keys.add(setting.name()));
    for (String key : facts.keys()) {
      Optional<Setting> setting =
          known.stream().filter(candidate -> matches(candidate, key)).findFirst();
      if (setting.isEmpty()) {
        continue;
      }
      keys.add(key);
      if (setting.get().secret()) {
        credentials.put(key, reference(facts, key));
      } else {
        settings.put(key, facts.text(key));
      }
    }
    facts.only(keys.toArray(String[]::new));
    URI url = facts.has("url") ? facts.address("url") : null;
    List<URI> hosts = facts.texts("hosts").stream().map(host -> host(facts, host)).toList();
    return new ServiceProfile(url, hosts, settings, credentials);
  }

  /** A setting such as {@code var-*} stands for all that begin so. */
  private static boolean matches(Setting setting, String key) {
    String name = setting.name();
    return name.endsWith("*")
        ? key.startsWith(name.substring(0, name.length() - 1))
        : name.equals(key);
  }

  private static Reference reference(Facts facts, String key) {
    String written = facts.text(key);
    if (!Reference.isReference(written)) {
      throw facts.wrong(
          key,
          "`%s` is a secret, and a file is no place for one: write `env:NAME` for a variable, or `file:PATH`"
              .formatted(key));
    }
    return new Reference(written);
  }

  /** What is played shall leave this machine under no circumstances. */
  private static URI sandbox(Facts facts) {
    URI address = facts.address("sandbox");
    if (!THIS_MACHINE.contains(address.getHost()) || !address.getScheme().equals("http")) {
      throw facts.wrong(
          "sandbox",
          "`%s` is not on this machine: a sandbox is at http://127.0.0.1 and its port"
              .formatted(address));
    }
    return address;
  }

  /** A host by itself is one that is spoken to securely. */
  private static URI host(Facts facts, String written) {
    return facts.address("hosts", written.contains("://") ? written : "https://" + written);
  }
}
