package dev.runbook.stdlib.exchange;

import dev.runbook.spi.Redaction;
import dev.runbook.spi.ServiceFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request that did not succeed ended, in one sentence for people. This is the one place where
 * statuses and broken connections become kinds of failure; what is not surely undone is in doubt.
 *
 * @param purpose what was asked, to stand after "to"
 */
record Verdict(String service, String purpose, boolean change, Redaction redaction, Instant now) {

  ServiceFailure ofStatus(Answer answer) {
    int status = answer.status();
    if (status == 401) {
      return ServiceFailure.unauthorized(
          "%s does not know us (401), so it did not %s: check the credentials of this service."
              .formatted(service, purpose));
    }
    if (status == 429 || (status == 403 && Patience.isAsked(answer))) {
      return patience(answer, String.valueOf(status), null);
    }
    if (status == 403) {
      return ServiceFailure.unauthorized(
          "%s does not let us %s (403%s): ask for the permission, or use other credentials."
              .formatted(service, purpose, quoted(answer)));
    }
    if (status >= 300 && status < 400) {
      return ofRedirect(answer);
    }
    if (status >= 400 && status < 500) {
      return refused(answer);
    }
    if (status < 500) {
      return noTrust("status " + status + quoted(answer), null);
    }
    return noAnswer("status " + status + quoted(answer), null);
  }

  ServiceFailure refused(Answer answer) {
    String advice =
        answer.status() == 404
            ? "look whether it is still there under this name, and whether we may see it."
            : "put that right, then try again.";
    return ServiceFailure.refused(
        "%s refused to %s (%d%s): %s"
            .formatted(service, purpose, answer.status(), quoted(answer), advice));
  }

  ServiceFailure refused(String said) {
    return ServiceFailure.refused(
        "%s refused to %s (\"%s\"): put that right, then try again."
            .formatted(service, purpose, Excerpt.line(said, redaction)));
  }

  ServiceFailure loginPage() {
    return ServiceFailure.unauthorized(
        "%s was asked to %s, and a login page answered: sign in on the way to it (VPN, single sign-on) or check the credentials of this service."
            .formatted(service, purpose));
  }

  /** The request was surely not sent. */
  ServiceFailure notReached(String why, @Nullable Throwable cause) {
    return ServiceFailure.unavailable(
        "%s was not reached to %s (%s): check its address, the network and the VPN."
            .formatted(service, purpose, why),
        cause);
  }

  /** The request was sent and nothing came back. */
  ServiceFailure noAnswer(String why, @Nullable Throwable cause) {
    return change
        ? noTrust(why, cause)
        : ServiceFailure.unavailable(
            "%s gave no answer when it was asked to %s (%s): try again in a while."
                .formatted(service, purpose, why),
            cause);
  }

  ServiceFailure tooLarge() {
    return noTrust("it is larger than 8 MiB", null);
  }

  ServiceFailure cutOff(@Nullable Throwable cause) {
    return noTrust("it is cut off", cause);
  }

  /** Something came back that says nothing. */
  ServiceFailure noTrust(String why, @Nullable Throwable cause) {
    return change
        ? ServiceFailure.inDoubt(
            "%s was asked to %s, and whether it did is not known (%s): look there before trying again."
                .formatted(service, purpose, why),
            cause)
        : ServiceFailure.unreadable(
            "%s was asked to %s, and its answer cannot be used (%s): look there by hand."
                .formatted(service, purpose, why),
            cause);
  }

  ServiceFailure patience(Answer answer, String said, @Nullable Duration otherwise) {
    Duration wait = Patience.wait(answer, now).orElse(otherwise);
    String advice =
        wait == null ? "wait a while" : "wait " + Math.max(1, wait.toSeconds()) + " seconds";
    return ServiceFailure.rateLimited(
        "%s asks for patience (%s) and did not %s: %s, then try again."
            .formatted(service, said, purpose, advice),
        wait);
  }

  /**
   * A read is sent elsewhere only by a login in front of it. 302 and 303 after a change may be
   * "done, now look there"; with the other three the service asks for the change to be sent to
   * another address and has not acted.
   */
  private ServiceFailure ofRedirect(Answer answer) {
    int status = answer.status();
    if (change && (status == 302 || status == 303)) {
      return noTrust("status " + status + ", a redirect", null);
    }
    if (change) {
      return ServiceFailure.refused(
          "%s has moved (%d) and did not %s: correct the address of this service."
              .formatted(service, status, purpose));
    }
    return elsewhere(answer)
        .map(host ->
            ServiceFailure.unauthorized(
                "%s was asked to %s, and sends us to %s (%d): sign in on the way to it (VPN, single sign-on), or correct the address of this service."
                    .formatted(service, purpose, host, status)))
        .orElseGet(this::loginPage);
  }

  /** The host to which a redirect leads; what follows it may hold more than people should see. */
  private Optional<String> elsewhere(Answer answer) {
    try {
      return answer
          .header("Location")
          .map(location -> URI.create(location.strip()).getHost())
          .map(host -> Excerpt.line(host, redaction));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  private String quoted(Answer answer) {
    String excerpt = Excerpt.of(answer, redaction);
    return excerpt.isEmpty() ? "" : ", \"" + excerpt + "\"";
  }
}
