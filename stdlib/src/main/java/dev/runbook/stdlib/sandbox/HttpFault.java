package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.StandIn.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** What can go wrong between any HTTP service and its client. */
enum HttpFault {
  REFUSED("nothing accepts the connection"),
  UNAVAILABLE("503 and a page of HTML; nothing is done"),
  UNAUTHORIZED("401: the credentials are not known any more"),
  FORBIDDEN("403: the permission is missing"),
  RATE_LIMITED("429, with the seconds to wait"),
  RATE_LIMITED_UNTIL("429, with the moment to wait for"),
  RATE_LIMITED_BARE("429, and no word of how long"),
  LOGIN_PAGE("200 and the HTML of a login page"),
  MOVED("302 to another address"),
  ACT_THEN_CLOSE("a change is made, and the connection is closed before any answer"),
  ACT_THEN_RESET("a change is made, and the connection is reset before any answer"),
  ACT_THEN_BAD_GATEWAY("a change is made, and a proxy answers 502"),
  HANG("nothing is done, and no answer ever comes"),
  ACT_THEN_HANG("a change is made, and no answer ever comes"),
  CUT("the answer ends in its middle"),
  EMPTY("200 and nothing in it");

  /** What becomes of the connection when the answer is due. */
  enum Manner {
    WHOLE,
    CLOSE,
    RESET,
    HANG,
    CUT
  }

  /** An answer and how it is delivered. */
  record Delivery(Reply reply, Manner manner) {
    static Delivery whole(Reply reply) {
      return new Delivery(reply, Manner.WHOLE);
    }

    /** A body after a HEAD would be taken for the beginning of the next answer. */
    Delivery to(String method) {
      return method.equals("HEAD")
          ? new Delivery(new Reply(reply.status(), reply.headers(), new byte[0]), manner)
          : this;
    }
  }

  private final String about;
  private final String spelling = name().toLowerCase(Locale.ROOT).replace('_', '-');

  HttpFault(String about) {
    this.about = about;
  }

  String spelling() {
    return spelling;
  }

  String about() {
    return about;
  }

  /** Whether only a request that changes something is an occasion for it. */
  boolean needsChange() {
    return switch (this) {
      case ACT_THEN_CLOSE, ACT_THEN_RESET, ACT_THEN_BAD_GATEWAY, ACT_THEN_HANG -> true;
      default -> false;
    };
  }

  /** Whether the service does what it was asked before the fault happens. */
  boolean acts() {
    return needsChange() || this == CUT || this == EMPTY;
  }

  /**
   * @param done what the service answered, or any reply where it was not asked
   */
  Delivery delivery(Reply done, Instant now) {
    return switch (this) {
      // Seen where the request is routed already; whoever comes so far finds nobody either.
      case REFUSED -> new Delivery(done, Manner.CLOSE);
      case UNAVAILABLE -> Delivery.whole(page(503, "Service Unavailable"));
      case UNAUTHORIZED -> Delivery.whole(Reply.json(401, "{\"message\":\"unauthorized\"}"));
      case FORBIDDEN -> Delivery.whole(Reply.json(403, "{\"message\":\"forbidden\"}"));
      case RATE_LIMITED -> Delivery.whole(patience().with("Retry-After", "30"));
      case RATE_LIMITED_UNTIL ->
          Delivery.whole(
              patience()
                  .with(
                      "Retry-After",
                      DateTimeFormatter.RFC_1123_DATE_TIME.format(
                          now.plusSeconds(90).atOffset(ZoneOffset.UTC))));
      case RATE_LIMITED_BARE -> Delivery.whole(patience());
      case LOGIN_PAGE -> Delivery.whole(page(200, "Sign in"));
      case MOVED ->
          Delivery.whole(Reply.empty(302).with("Location", "https://sso.example.org/login"));
      case ACT_THEN_CLOSE -> new Delivery(done, Manner.CLOSE);
      case ACT_THEN_RESET -> new Delivery(done, Manner.RESET);
      case ACT_THEN_BAD_GATEWAY -> Delivery.whole(page(502, "Bad Gateway"));
      case HANG, ACT_THEN_HANG -> new Delivery(done, Manner.HANG);
      case CUT -> new Delivery(done, Manner.CUT);
      case EMPTY -> Delivery.whole(new Reply(200, Map.of(), new byte[0]));
    };
  }

  private static Reply patience() {
    return Reply.json(429, "{\"message\":\"slow down\"}");
  }

  private static Reply page(int status, String title) {
    return new Reply(
        status,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        "<!DOCTYPE html><html><head><title>%s</title></head></html>"
            .formatted(title)
            .getBytes(StandardCharsets.UTF_8));
  }
}
