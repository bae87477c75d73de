package dev.runbook.stdlib.registry;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a registry answers who has no token yet: where there is one, and for what it has to be.
 *
 * @param realm null where it wants the password itself
 */
record Challenge(@Nullable URI realm, Map<String, String> asked) {

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  static Challenge of(Answer answer) throws ServiceFailure {
    String header = answer.header("WWW-Authenticate").orElse("");
    if (header.toLowerCase(Locale.ROOT).startsWith("basic")) {
      return new Challenge(null, Map.of());
    }
    Map<String, String> asked = new HashMap<>();
    Matcher parameter = PARAMETER.matcher(header);
    while (parameter.find()) {
      asked.put(parameter.group(1), parameter.group(2));
    }
    String realm = asked.remove("realm");
    if (!header.toLowerCase(Locale.ROOT).startsWith("bearer ") || realm == null) {
      throw answer.failure();
    }
    return new Challenge(Uris.address(realm), asked);
  }

  /**
   * Where the token is asked for.
   *
   * @param trusted the hosts that may be told who we are
   * @throws ServiceFailure (refused) where the registry names another one
   */
  URI address(Set<String> trusted) throws ServiceFailure {
    if (realm == null || !realm.getScheme().equals("https") || !trusted.contains(realm.getHost())) {
      throw ServiceFailure.refused(
          "The registry sends us to a host that is not expected to hand out tokens: if that is"
              + " right, name it as `token-host` in the profile.");
    }
    StringBuilder query = new StringBuilder();
    for (String name : new String[] {"service", "scope"}) {
      String value = asked.get(name);
      if (value != null) {
        query
            .append(query.isEmpty() ? "?" : "&")
            .append(name)
            .append('=')
            .append(Uris.encode(value));
      }
    }
    return URI.create(realm.toString().split("\\?", 2)[0] + query);
  }
}
