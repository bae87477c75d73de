package dev.runbook.stdlib.exchange;

import dev.runbook.spi.ServiceFailure;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Addresses put together from parts and taken apart again, with the percent signs in the right
 * places.
 */
public final class Uris {

  private Uris() {}

  /**
   * A runbook's text as an address.
   *
   * @throws ServiceFailure (refused) where it is no web address
   */
  public static URI address(String text) throws ServiceFailure {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && List.of("http", "https").contains(address.getScheme())) {
        return address;
      }
    } catch (IllegalArgumentException nonsense) {
      throw noAddress(text);
    }
    throw noAddress(text);
  }

  private static ServiceFailure noAddress(String text) {
    return ServiceFailure.refused(
        "`%s` is no web address: it begins with https:// and a host.".formatted(text));
  }

  /** A text as one path segment or one query value: a space becomes %20, which is right in both. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * An address below a base, whatever the base's own path is and whether it ends with a slash or
   * not.
   */
  public static URI below(URI base, String encodedPathAndQuery) {
    String start = base.toString();
    return URI.create((start.endsWith("/") ? start : start + "/") + encodedPathAndQuery);
  }

  /** The decoded segments of a path, empty ones left out. */
  public static List<String> segments(URI address) {
    List<String> segments = new ArrayList<>();
    for (String raw : String.valueOf(address.getRawPath()).split("/", -1)) {
      if (!raw.isEmpty()) {
        segments.add(decode(raw.replace("+", "%2B")));
      }
    }
    return segments;
  }

  /** The decoded fields of a query or of a form's body, each with all its values. */
  public static Map<String, List<String>> fields(String encoded) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return fields;
  }

  public static Map<String, List<String>> query(URI address) {
    String raw = address.getRawQuery();
    return raw == null ? Map.of() : fields(raw);
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
