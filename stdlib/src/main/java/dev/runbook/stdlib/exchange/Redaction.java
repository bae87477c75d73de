package dev.runbook.stdlib.exchange;

import dev.runbook.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes secrets out of texts for people, in the forms in which a service may echo them. Tokens may
 * be renewed while another branch speaks.
 */
final class Redaction {

  private final Map<String, String> replacements = new LinkedHashMap<>();

  void add(Secret secret) {
    add(secret.reveal(), secret.toString());
  }

  /** Hides a text that holds a secret, such as the user and password of a basic authentication. */
  synchronized void add(String text, String shownAs) {
    if (text.isEmpty()) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    replacements.put(text, shownAs);
    replacements.put(Base64.getEncoder().encodeToString(bytes), shownAs);
    replacements.put(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), shownAs);
    replacements.put(Uris.encode(text), shownAs);
  }

  synchronized String apply(String text) {
    String redacted = text;
    for (Map.Entry<String, String> each : replacements.entrySet()) {
      redacted = redacted.replace(each.getKey(), each.getValue());
    }
    return redacted;
  }
}
