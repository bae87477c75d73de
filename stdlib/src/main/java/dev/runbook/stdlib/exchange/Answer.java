package dev.runbook.stdlib.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.ServiceFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service answered. */
public final class Answer {

  private static final String HTML = "<!doctype html";

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Verdict verdict;

  Answer(int status, Map<String, String> headers, byte[] body, Verdict verdict) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.verdict = verdict;
  }

  public int status() {
    return status;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** By lower-case name. */
  public Map<String, String> headers() {
    return headers;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * The answer's JSON.
   *
   * @throws ServiceFailure (unauthorized) for a web page, which is what a login in front of a
   *     service answers; (unreadable, or in doubt after a change) for what is cut off or is no JSON
   *     at all
   */
  public JsonNode json() throws ServiceFailure {
    if (isHtml()) {
      throw verdict.loginPage();
    }
    try {
      return Json.read(body);
    } catch (IOException broken) {
      throw verdict.noTrust("its JSON is broken or cut off", broken);
    }
  }

  /** A page for people, whatever the service calls it. */
  public boolean isHtml() {
    if (header("Content-Type").filter(type -> type.startsWith("text/html")).isPresent()) {
      return true;
    }
    int start = 0;
    while (start < body.length && Character.isWhitespace(body[start])) {
      start++;
    }
    int length = Math.min(HTML.length(), body.length - start);
    String head = new String(body, start, length, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    return head.startsWith(HTML) || head.startsWith("<html");
  }

  /**
   * The failure that this status is, for a client that accepted it and then found that it means no.
   */
  public ServiceFailure failure() {
    return verdict.ofStatus(this);
  }

  /**
   * A failure for a service that says no in an answer whose status does not.
   *
   * @param said its words, of which the beginning is shown
   */
  public ServiceFailure refused(String said) {
    return verdict.refused(said);
  }

  /**
   * A failure for a service that asks for patience in its own words.
   *
   * @param said those words, or a status
   * @param wait how long, unless a header says it too; null where nothing does
   */
  public ServiceFailure patience(String said, @Nullable Duration wait) {
    return verdict.patience(this, said, wait);
  }

  /** A failure for a web page where the service itself should have answered. */
  public ServiceFailure loginPage() {
    return verdict.loginPage();
  }

  /** A failure for an answer that only says that the service broke over the request. */
  public ServiceFailure noAnswer(String why) {
    return verdict.noAnswer(why, null);
  }

  /** A failure for an answer that does not say what it should. */
  public ServiceFailure unusable(String why) {
    return verdict.noTrust(why, null);
  }
}
