package dev.runbook.stdlib.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Slack answers with status 200 whatever happened; what did happen is a word in the answer. */
final class Envelope {

  private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,60}");

  private static final Set<String> UNKNOWN_TO_IT =
      Set.of(
          "not_authed",
          "invalid_auth",
          "account_inactive",
          "token_revoked",
          "token_expired",
          "user_removed_from_team");

  private static final Set<String> NOT_ALLOWED =
      Set.of(
          "missing_scope",
          "no_permission",
          "access_denied",
          "restricted_action",
          "not_allowed_token_type",
          "org_login_required",
          "team_access_not_granted",
          "ekm_access_denied");

  private static final Set<String> TOO_FAST = Set.of("ratelimited", "rate_limited");

  /** Slack itself broke; it may have acted before. */
  private static final Set<String> BROKEN =
      Set.of("fatal_error", "internal_error", "service_unavailable", "request_timeout");

  private static final Map<String, String> ADVICE =
      Map.of(
          "channel_not_found", "correct the channel's name, or invite our app into it",
          "not_in_channel", "invite our app into the channel",
          "is_archived", "choose a channel that is not archived",
          "msg_too_long", "write less",
          "no_text", "write something",
          "thread_not_found", "the message was deleted, so ask anew",
          "message_not_found", "the message was deleted, so ask anew");

  private Envelope() {}

  /** The answer's JSON, where it says that all went well. */
  static JsonNode success(Answer answer, String purpose) throws ServiceFailure {
    JsonNode json = answer.json();
    if (json.path("ok").asBoolean()) {
      return json;
    }
    String error = json.path("error").asText();
    if (!WORD.matcher(error).matches()) {
      throw answer.unusable("it says neither that all went well nor what went wrong");
    }
    if (UNKNOWN_TO_IT.contains(error)) {
      throw ServiceFailure.unauthorized(
          "Slack does not know us (%s), so it did not %s: check the token of this service."
              .formatted(error, purpose));
    }
    if (NOT_ALLOWED.contains(error)) {
      throw notAllowed(error, json.path("needed").asText(), purpose);
    }
    if (TOO_FAST.contains(error)) {
      throw answer.patience(error, null);
    }
    if (BROKEN.contains(error)) {
      throw answer.noAnswer("error " + error);
    }
    throw ServiceFailure.refused(
        "Slack refused to %s (%s): %s."
            .formatted(
                purpose, error, ADVICE.getOrDefault(error, "put that right, then try again")));
  }

  private static ServiceFailure notAllowed(String error, String needed, String purpose) {
    boolean named = needed.matches("[a-z:._,]{1,80}");
    return ServiceFailure.unauthorized(
        "Slack does not let us %s (%s): %s."
            .formatted(
                purpose,
                error,
                named
                    ? "give our app the scope " + needed
                    : "ask for the permission, or use another token"));
  }
}
