package dev.runbook.stdlib.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sentry by its web API. It only reads. */
final class SentryClient implements ServiceClient {

  private static final Pattern NEXT_PAGE =
      Pattern.compile("<[^>]*>;\\s*rel=\"next\";\\s*results=\"true\";\\s*cursor=\"([^\"]+)\"");

  /** Pages of 100 issues; more new issues than that are no question any more. */
  private static final int MOST_PAGES = 10;

  private final Connection connection;
  private final Exchange exchange;

  SentryClient(Connection connection) {
    this.connection = connection;
    exchange = new Exchange("Sentry", connection);
    connection.credential("token").ifPresent(exchange::bearer);
  }

  @Override
  public Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!action.equals("new-issues")) {
      throw new IllegalArgumentException("sentry has no action " + action);
    }
    return newIssues(arguments.list("projects", String.class), arguments.time("since"), call);
  }

  @Override
  public List<Finding> verify(CallContext call) throws ServiceFailure, InterruptedException {
    newIssues(List.of(), call.clock().now(), call);
    return List.of(Finding.good("Sentry is there and lets us read issues"));
  }

  @Override
  public List<Finding> verify(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!arguments.has("projects")) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (String project : arguments.list("projects", String.class)) {
      URI address =
          Uris.below(
              exchange.base(), path(List.of(project), "firstSeen:>=" + moment(call.clock().now())));
      Answer answer =
          exchange.ask(call, "list the issues of " + project).accepting(400, 404).get(address);
      findings.add(
          answer.status() < 400
              ? Finding.good("the project %s is there".formatted(project))
              : Finding.bad(
                  "there is no project %s that we may see".formatted(project),
                  "Correct its name or the organization, or ask for the permission to see it."));
    }
    return findings;
  }

  /** Those that were never seen before a moment, and those that are back since then. */
  private List<Map<String, Object>> newIssues(
      List<String> projects, Instant since, CallContext call)
      throws ServiceFailure, InterruptedException {
    List<Map<String, Object>> issues = new ArrayList<>();
    for (Listed each : list(projects, "firstSeen:>=" + moment(since), since, call)) {
      // The search knows whole seconds only.
      if (each.time("firstSeen").isAfter(since)) {
        issues.add(each.issue());
      }
    }
    String back = "is:regressed lastSeen:>=" + moment(since);
    for (Listed each : list(projects, back, since, call)) {
      if (!each.time("firstSeen").isAfter(since) && isBackSince(since, each, call)) {
        issues.add(each.issue());
      }
    }
    return issues;
  }

  /**
   * That an issue has come back is said of it for weeks; since when, only its own page says. Where
   * that does not, it counts: somebody should look.
   */
  private boolean isBackSince(Instant since, Listed issue, CallContext call)
      throws ServiceFailure, InterruptedException {
    String path = organization() + "issues/" + Uris.encode(issue.json().path("id").asText()) + "/";
    Answer answer =
        exchange
            .ask(call, "read since when an issue is back")
            .get(Uris.below(exchange.base(), path));
    Instant newest = null;
    for (JsonNode activity : answer.json().path("activity")) {
      if (activity.path("type").asText().equals("set_regression")) {
        Instant at = new Listed(activity, answer).time("dateCreated");
        newest = newest == null || at.isAfter(newest) ? at : newest;
      }
    }
    return newest == null || newest.isAfter(since);
  }

  private List<Listed> list(List<String> projects, String search, Instant since, CallContext call)
      throws ServiceFailure, InterruptedException {
    String path = path(projects, search);
    List<Listed> issues = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      Answer answer =
          exchange
              .ask(call, "list the issues that are new since " + since)
              .accepting(429)
              .get(Uris.below(exchange.base(), path + cursor));
      if (answer.status() == 429) {
        throw answer.patience("429", untilReset(answer, call.clock().now()));
      }
      JsonNode json = answer.json();
      if (!json.isArray()) {
        throw answer.unusable("it is no list of issues");
      }
      json.forEach(each -> issues.add(new Listed(each, answer)));
      Matcher next = NEXT_PAGE.matcher(answer.header("Link").orElse(""));
      if (!next.find()) {
        return issues;
      }
      cursor = "&cursor=" + Uris.encode(next.group(1));
    }
    return issues;
  }

  /** Sentry says in a header of its own when it answers again. */
  private static @Nullable Duration untilReset(Answer answer, Instant now) {
    String reset = answer.header("X-Sentry-Rate-Limit-Reset").orElse("");
    return reset.matches("\\d{1,12}")
        ? Duration.between(now, Instant.ofEpochSecond(Long.parseLong(reset)))
        : null;
  }

  private String organization() throws ServiceFailure {
    String organization =
        connection
            .setting("organization")
            .orElseThrow(() ->
                ServiceFailure.refused(
                    "The profile does not name the Sentry organization: add it there."));
    return "api/0/organizations/" + Uris.encode(organization) + "/";
  }

  /**
   * The slash before the question mark is needed: without it Sentry redirects and forgets who
   * asked.
   */
  private String path(List<String> projects, String search) throws ServiceFailure {
    StringBuilder path = new StringBuilder(organization() + "issues/?");
    projects.forEach(project -> path.append("project=").append(Uris.encode(project)).append('&'));
    connection
        .setting("environment")
        .ifPresent(name -> path.append("environment=").append(Uris.encode(name)).append('&'));
    return path.append("query=")
        .append(Uris.encode(search))
        .append("&sort=new&limit=100")
        .toString();
  }

  private static String moment(Instant since) {
    return since.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", "");
  }

  /** One of a list, and the answer that it stands in. */
  private record Listed(JsonNode json, Answer answer) {

    Instant time(String field) throws ServiceFailure {
      try {
        return OffsetDateTime.parse(json.path(field).asText()).toInstant();
      } catch (DateTimeException wrong) {
        throw answer.unusable("something in it has no time");
      }
    }

    Map<String, Object> issue() throws ServiceFailure {
      Map<String, Object> issue = new LinkedHashMap<>();
      issue.put("id", json.path("id").asText());
      issue.put("project", json.path("project").path("slug").asText());
      issue.put("title", json.path("title").asText());
      issue.put("first-seen", time("firstSeen"));
      try {
        issue.put("url", URI.create(json.path("permalink").asText()));
      } catch (IllegalArgumentException wrong) {
        throw answer.unusable("an issue in it has no address");
      }
      return issue;
    }
  }
}
