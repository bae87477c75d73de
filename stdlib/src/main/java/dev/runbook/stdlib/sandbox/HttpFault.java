package dev.runbook.stdlib.sandbox;

import dev.runbook.spi.StandIn.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What can go wrong between any HTTP service and its client. */
enum HttpFault {
  REFUSED("nothing accepts the connection"),
  UNKNOWN_HOST("the name of its host is not known"),
  EXPIRED_CERTIFICATE("its certificate has expired"),
  WRONG_CERTIFICATE("its certificate is that of another host"),
  UNAVAILABLE("503 and a page of HTML; nothing is done"),
  BAD_GATEWAY("502 and a page of HTML; nothing is done"),
  GATEWAY_TIMEOUT("504 and a page of HTML; nothing is done"),
  UNAUTHORIZED("401: the credentials are not known any more"),
  TOKEN_EXPIRED("401, from now on: the token has expired"),
  FORBIDDEN("403: the permission is missing"),
  RATE_LIMITED("429, with the seconds to wait"),
  RATE_LIMITED_UNTIL("429, with the moment to wait for"),
  RATE_LIMITED_BARE("429, and no word of how long"),
  RATE_LIMITED_FOR_YEARS("429, with more seconds to wait than anybody has"),
  SKEWED_CLOCK("429, with the moment to wait for, by a clock that is an hour fast"),
  LOGIN_PAGE("200 and the HTML of a login page"),
  MOVED("302 to another address"),
  MOVED_301("301 to another address"),
  MOVED_307("307 to another address"),
  MOVED_308("308 to another address"),
  ACT_THEN_CLOSE("a change is made, and the connection is closed before any answer"),
  ACT_THEN_RESET("a change is made, and the connection is reset before any answer"),
  ACT_THEN_BAD_GATEWAY("a change is made, and a proxy answers 502"),
  ACT_THEN_UNAVAILABLE("a change is made, and a proxy answers 503"),
  ACT_THEN_GATEWAY_TIMEOUT("a change is made, and a proxy answers 504"),
  HANG("nothing is done, and no answer ever comes"),
  ACT_THEN_HANG("a change is made, and no answer ever comes"),
  TWICE("a change is delivered twice, and the second answer comes back"),
  STALE("a change is made, and what was read before is shown for ten seconds more"),
  CUT("the answer ends in its middle"),
  CHUNK_CUT("the answer comes in chunks, and ends in the middle of one"),
  DRIP("the answer comes byte by byte, and never to its end"),
  EMPTY("200 and nothing in it"),
  GZIP("the answer is compressed"),
  UNKNOWN_FIELDS("the answer has fields that nobody knows");

  /** What becomes of the connection when the answer is due. */
  enum Manner {
    WHOLE,
    CLOSE,
    RESET,
    HANG,
    CUT,
    CHUNK_CUT,
    DRIP;

    /** Whether an answer is begun, of which some is missing: of one without a body nothing is. */
    boolean cuts(Reply reply) {
      return (this == CUT || this == CHUNK_CUT || this == DRIP) && reply.body().length > 0;
    }
  }

  /** Asked before each request: whether there is an exception is found once. */
  private static final Set<HttpFault> BROKEN =
      Arrays.stream(values())
          .filter(fault -> fault.broken().isPresent())
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(HttpFault.class)));

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
      case ACT_THEN_CLOSE,
          ACT_THEN_RESET,
          ACT_THEN_BAD_GATEWAY,
          ACT_THEN_UNAVAILABLE,
          ACT_THEN_GATEWAY_TIMEOUT,
          ACT_THEN_HANG,
          TWICE,
          STALE ->
          true;
      default -> false;
    };
  }

  /** Whether the service does what it was asked before the fault happens. */
  boolean acts() {
    return switch (this) {
      case CUT, CHUNK_CUT, DRIP, EMPTY, GZIP, UNKNOWN_FIELDS -> true;
      default -> needsChange();
    };
  }

  /** Whether it happens before there is a connection. */
  boolean beforeConnecting() {
    return BROKEN.contains(this);
  }

  /** How connecting fails. */
  Optional<IOException> broken() {
    return Optional.ofNullable(
        switch (this) {
          case REFUSED -> new ConnectException("refused");
          case UNKNOWN_HOST -> new UnknownHostException("unknown");
          case EXPIRED_CERTIFICATE ->
              new SSLHandshakeException("expired", new CertificateExpiredException());
          case WRONG_CERTIFICATE -> new SSLPeerUnverifiedException("another host");
          default -> null;
        });
  }

  /**
   * Whether a rehearsal of all that can go wrong tries it. For a runbook the others end as one of
   * these does, or as nothing: to try them too would take twice the time.
   */
  boolean tried() {
    return switch (this) {
      case UNKNOWN_HOST,
          EXPIRED_CERTIFICATE,
          WRONG_CERTIFICATE,
          BAD_GATEWAY,
          GATEWAY_TIMEOUT,
          TOKEN_EXPIRED,
          RATE_LIMITED_FOR_YEARS,
          SKEWED_CLOCK,
          MOVED_301,
          MOVED_307,
          MOVED_308,
          ACT_THEN_UNAVAILABLE,
          ACT_THEN_GATEWAY_TIMEOUT,
          CHUNK_CUT,
          DRIP,
          GZIP,
          UNKNOWN_FIELDS ->
          false;
      default -> true;
    };
  }

  /**
   * @param done what the service answered, or any reply where it was not asked
   */
  Delivery delivery(Reply done, Instant now) {
    return switch (this) {
      // Seen where the request is routed already; whoever comes so far finds nobody either.
      case REFUSED, UNKNOWN_HOST, EXPIRED_CERTIFICATE, WRONG_CERTIFICATE ->
          new Delivery(done, Manner.CLOSE);
      case UNAVAILABLE, ACT_THEN_UNAVAILABLE -> Delivery.whole(page(503, "Service Unavailable"));
      case BAD_GATEWAY, ACT_THEN_BAD_GATEWAY -> Delivery.whole(page(502, "Bad Gateway"));
      case GATEWAY_TIMEOUT, ACT_THEN_GATEWAY_TIMEOUT ->
          Delivery.whole(page(504, "Gateway Timeout"));
      case UNAUTHORIZED, TOKEN_EXPIRED ->
          Delivery.whole(Reply.json(401, "{\"message\":\"unauthorized\"}"));
      case FORBIDDEN -> Delivery.whole(Reply.json(403, "{\"message\":\"forbidden\"}"));
      case RATE_LIMITED -> Delivery.whole(patience("30"));
      case RATE_LIMITED_UNTIL -> Delivery.whole(patience(date(now.plusSeconds(90))));
      case RATE_LIMITED_BARE -> Delivery.whole(Reply.json(429, "{\"message\":\"slow down\"}"));
      case RATE_LIMITED_FOR_YEARS -> Delivery.whole(patience(String.valueOf(Long.MAX_VALUE)));
      case SKEWED_CLOCK -> {
        Instant theirs = now.plus(Duration.ofHours(1));
        yield Delivery.whole(patience(date(theirs.plusSeconds(90))).with("Date", date(theirs)));
      }
      case LOGIN_PAGE -> Delivery.whole(page(200, "Sign in"));
      case MOVED -> moved(302);
      case MOVED_301 -> moved(301);
      case MOVED_307 -> moved(307);
      case MOVED_308 -> moved(308);
      case ACT_THEN_CLOSE -> new Delivery(done, Manner.CLOSE);
      case ACT_THEN_RESET -> new Delivery(done, Manner.RESET);
      case HANG, ACT_THEN_HANG -> new Delivery(done, Manner.HANG);
      case TWICE, STALE -> Delivery.whole(done);
      case CUT -> new Delivery(done, Manner.CUT);
      case CHUNK_CUT -> new Delivery(done, Manner.CHUNK_CUT);
      case DRIP -> new Delivery(done, Manner.DRIP);
      case EMPTY -> Delivery.whole(new Reply(200, Map.of(), new byte[0]));
      case GZIP -> Delivery.whole(Bodies.compressed(done));
      case UNKNOWN_FIELDS -> Delivery.whole(Bodies.withUnknownFields(done));
    };
  }

  private static Delivery moved(int status) {
    return Delivery.whole(Reply.empty(status).with("Location", "https://sso.example.org/login"));
  }

  private static String date(Instant moment) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.atOffset(ZoneOffset.UTC));
  }

  private static Reply patience(String wait) {
    return Reply.json(429, "{\"message\":\"slow down\"}").with("Retry-After", wait);
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
