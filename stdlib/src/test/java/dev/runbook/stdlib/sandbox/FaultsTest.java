package dev.runbook.stdlib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Ask;
import dev.runbook.stdlib.exchange.Exchange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client makes of the faults that every service has. */
class FaultsTest {

  private static final String WORLD = "matrix:\n  rooms: [\"#duty:example.org\"]\n";

  @TempDir private Path scratch;

  /** Each fault, what a read makes of it, and what a change does; "fine" where it does no harm. */
  private static final String ENDS =
      """
      refused                  UNAVAILABLE   UNAVAILABLE
      unknown-host             UNAVAILABLE   UNAVAILABLE
      expired-certificate      UNAVAILABLE   UNAVAILABLE
      wrong-certificate        UNAVAILABLE   UNAVAILABLE
      unavailable              UNAVAILABLE   IN_DOUBT
      bad-gateway              UNAVAILABLE   IN_DOUBT
      gateway-timeout          UNAVAILABLE   IN_DOUBT
      unauthorized             UNAUTHORIZED  UNAUTHORIZED
      token-expired            UNAUTHORIZED  UNAUTHORIZED
      forbidden                UNAUTHORIZED  UNAUTHORIZED
      rate-limited             RATE_LIMITED  RATE_LIMITED
      rate-limited-until       RATE_LIMITED  RATE_LIMITED
      rate-limited-bare        RATE_LIMITED  RATE_LIMITED
      rate-limited-for-years   RATE_LIMITED  RATE_LIMITED
      skewed-clock             RATE_LIMITED  RATE_LIMITED
      login-page               UNAUTHORIZED  UNAUTHORIZED
      moved                    UNAUTHORIZED  IN_DOUBT
      moved-301                UNAUTHORIZED  REFUSED
      moved-307                UNAUTHORIZED  REFUSED
      moved-308                UNAUTHORIZED  REFUSED
      act-then-close           fine          IN_DOUBT
      act-then-reset           fine          IN_DOUBT
      act-then-bad-gateway     fine          IN_DOUBT
      act-then-unavailable     fine          IN_DOUBT
      act-then-gateway-timeout fine          IN_DOUBT
      hang                     UNAVAILABLE   IN_DOUBT
      act-then-hang            fine          IN_DOUBT
      twice                    fine          fine
      stale                    fine          fine
      cut                      UNREADABLE    IN_DOUBT
      chunk-cut                UNREADABLE    IN_DOUBT
      drip                     UNREADABLE    IN_DOUBT
      empty                    UNREADABLE    IN_DOUBT
      gzip                     fine          fine
      unknown-fields           fine          fine
      """;

  @ParameterizedTest
  @EnumSource(HttpFault.class)
  void howItEnds(HttpFault fault) throws Exception {
    String[] ends =
        ENDS.lines()
            .map(line -> line.split(" +"))
            .filter(line -> line[0].equals(fault.spelling()))
            .findFirst()
            .orElseThrow();
    assertThat(end(fault, ask -> ask.get(ADDRESS))).isEqualTo(ends[1]);
    assertThat(end(fault, ask -> ask.change().postJson(ADDRESS, "{}"))).isEqualTo(ends[2]);
  }

  private String end(HttpFault fault, Sending sending) throws InterruptedException {
    try (Stub stub =
        new Stub(scratch, _ -> Reply.json(200, "{\"found\":1}"), "stub:" + fault.spelling())) {
      Ask ask = new Exchange("Stub", stub.connection()).ask(stub.call(), "look");
      assertThat(sending.send(ask).json().path("found").asInt()).isEqualTo(1);
      return "fine";
    } catch (ServiceFailure failure) {
      return failure.kind().name();
    }
  }

  private interface Sending {
    Answer send(Ask ask) throws ServiceFailure, InterruptedException;
  }

  private static final URI ADDRESS = URI.create(Stub.BASE + "x");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expired-certificate | the certificate of stub.test has expired",
        "wrong-certificate | the certificate that was shown is not that of stub.test",
        "unknown-host | the name stub.test is not known",
        "skewed-clock | wait 90 seconds",
        "rate-limited-for-years | wait 31536000 seconds",
      })
  void whatIsSaidOfIt(String fault, String said) {
    try (Stub stub = new Stub(scratch, _ -> Reply.empty(200), "stub:" + fault)) {
      Ask ask = new Exchange("Stub", stub.connection()).ask(stub.call(), "look");
      assertThatThrownBy(() -> ask.get(ADDRESS)).hasMessageContaining(said);
    }
  }

  @Test
  void aTokenThatHasExpiredStaysSo() {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "matrix:token-expired@2")) {
      assertThat(failure(rehearsal, "posted").kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(failure(rehearsal, "posted").kind()).isEqualTo(Kind.UNAUTHORIZED);
      assertThat(failure(rehearsal, "post").kind()).isEqualTo(Kind.UNAUTHORIZED);
    }
  }

  @Test
  void whatComesTwiceIsDoneTwice() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    try (Stub stub =
        new Stub(scratch, _ -> Reply.json(200, "" + seen.incrementAndGet()), "stub:twice")) {
      Ask ask = new Exchange("Stub", stub.connection()).ask(stub.call(), "look").change();
      assertThat(ask.postJson(ADDRESS, "{}").json().asInt()).isEqualTo(2);
    }
  }

  @Test
  void whatWasReadBeforeAChangeIsShownForAWhileBehindIt() throws Exception {
    AtomicInteger changes = new AtomicInteger();
    try (Stub stub =
        new Stub(
            scratch,
            request ->
                Reply.json(
                    200,
                    ""
                        + (request.method().equals("GET")
                            ? changes.get()
                            : changes.incrementAndGet())),
            "stub:stale")) {
      Exchange exchange = new Exchange("Stub", stub.connection());
      TestCall call = stub.call();
      assertThat(exchange.ask(call, "look").get(ADDRESS).json().asInt()).isZero();
      exchange.ask(call, "add one").change().postJson(ADDRESS, "{}");
      assertThat(exchange.ask(call, "look").get(ADDRESS).json().asInt()).isZero();
      call.clock().sleep(Duration.ofSeconds(10));
      assertThat(exchange.ask(call, "look").get(ADDRESS).json().asInt()).isEqualTo(1);
    }
  }

  @Test
  void patienceIsTheTimeThatTheAnswerNames() {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "matrix:rate-limited")) {
      assertThat(failure(rehearsal, "posted").retryAfter()).contains(Duration.ofSeconds(30));
    }
  }

  @Test
  void aFaultHappensOnceAndAtItsOccasion() {
    try (Rehearsal rehearsal = Rehearsal.faulty(WORLD, scratch, "matrix:unavailable@2")) {
      assertThat(failure(rehearsal, "posted").kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThatThrownBy(() -> failure(rehearsal, "posted")).isInstanceOf(AssertionError.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "matrx:cut | did you mean `matrix`?",
        "matrix:cutt | did you mean `cut`?",
        "matrix | names no fault: write one as",
        "matrix:cut@0 | names no fault: write one as"
      })
  void aFaultThatNobodyPlaysIsTold(String fault, String told) {
    assertThatThrownBy(() -> Rehearsal.faulty(WORLD, scratch, fault).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }

  private static ServiceFailure failure(Rehearsal rehearsal, String action) {
    try {
      if (action.equals("post")) {
        rehearsal.perform("matrix", "post", "room", "#duty:example.org", "message", "hello");
      } else {
        rehearsal.perform(
            "matrix",
            "posted",
            "room",
            "#duty:example.org",
            "message",
            "hello",
            "since",
            Instant.parse("2026-11-26T10:00:00Z"));
      }
    } catch (ServiceFailure failure) {
      return failure;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError(action + " succeeded");
  }
}
