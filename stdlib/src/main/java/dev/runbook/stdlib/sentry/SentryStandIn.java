package dev.runbook.stdlib.sentry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.sandbox.Facts;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sentry as the sandbox plays it: issues that were there before, and issues that appear during the
 * rehearsal.
 */
final class SentryStandIn implements StandIn {

  private static final String ORGANIZATION = "mozilla";
  private static final String ISSUES = "/api/0/organizations/" + ORGANIZATION + "/issues/";
  private static final Pattern FIRST_SEEN = Pattern.compile("firstSeen:>(=?)(\\S+)");

  private static final Duration LAG = Duration.ofMinutes(2);

  /**
   * @param back when it was seen again after it had been resolved; null where it never was
   * @param ignored whether somebody has archived it, so that Sentry's usual list leaves it out
   */
  private record Issue(
      int id,
      String project,
      String title,
      Instant firstSeen,
      @Nullable Instant back,
      boolean ignored) {}

  private final World world;
  private final URI base;
  private final List<String> projects;
  private final List<Issue> issues = new ArrayList<>();

  SentryStandIn(World world) {
    this.world = world;
    Facts facts = Facts.of("sentry", world.facts(), "url", "projects", "issues");
    this.base = facts.has("url") ? facts.address("url") : URI.create("https://sentry.test");
    this.projects = facts.texts("projects");
    for (Facts issue : facts.maps("issues", "project", "title", "first-seen", "appears", "back")) {
      Instant seen =
          issue.has("appears")
              ? world.now().plus(issue.duration("appears", Duration.ZERO))
              : world.now().minus(issue.duration("first-seen", Duration.ZERO));
      String project = issue.text("project");
      if (!projects.contains(project)) {
        throw issue.wrong("project", "`" + project + "` is not among the projects");
      }
      Instant back =
          issue.has("back") ? world.now().minus(issue.duration("back", Duration.ZERO)) : null;
      issues.add(new Issue(issues.size() + 1, project, issue.text("title"), seen, back, false));
    }
    issues.sort(Comparator.comparing(Issue::firstSeen).reversed());
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", base.toString(), "organization", ORGANIZATION);
  }

  @Override
  public List<String> hosts() {
    return List.of(base.getHost());
  }

  @Override
  public Map<String, String> faults() {
    return Map.of(
        "late-issues", "an issue that has just appeared is not shown yet",
        "regressed", "an issue that was resolved is back",
        "ignored", "a new issue is archived by somebody at once",
        "no-project", "404: the project has another name, or we may not see it any more",
        "quota", "429: too many requests of this kind, with the moment to wait for");
  }

  @Override
  public void happen(String event, Arguments arguments) {
    String project = arguments.text("project");
    if (!projects.contains(project)) {
      throw new IllegalArgumentException(
          "`" + project + "` is not among the projects of the world's file");
    }
    String title = arguments.text("title");
    issues.add(new Issue(issues.size() + 1, project, title, world.now(), null, false));
    issues.sort(Comparator.comparing(Issue::firstSeen).reversed());
  }

  @Override
  public Reply handle(Request request) {
    if (!request.header("Authorization").equals(Optional.of("Bearer sandbox-token"))) {
      return detail(401, "Authentication credentials were not provided.");
    }
    String path = request.uri().getPath();
    if ((path + "/").equals(ISSUES)) {
      return Reply.empty(301).with("Location", ISSUES);
    }
    if (!path.equals(ISSUES)) {
      return issues.stream()
          .filter(issue -> path.equals(ISSUES + issue.id() + "/"))
          .findFirst()
          .map(issue -> Reply.json(200, page(issue).toString()))
          .orElseGet(() -> detail(404, "The requested resource does not exist"));
    }
    Map<String, List<String>> query = Uris.query(request.uri());
    List<String> wanted = query.getOrDefault("project", projects);
    if (!projects.containsAll(wanted) || world.strikes("no-project")) {
      return detail(404, "The requested resource does not exist");
    }
    if (world.strikes("quota")) {
      long reset = world.now().plus(Duration.ofSeconds(30)).getEpochSecond();
      return detail(429, "You are attempting to use this endpoint too frequently.")
          .with("X-Sentry-Rate-Limit-Remaining", "0")
          .with("X-Sentry-Rate-Limit-Reset", String.valueOf(reset));
    }
    return page(query, wanted);
  }

  private Reply page(Map<String, List<String>> query, List<String> wanted) {
    int limit = Integer.parseInt(query.getOrDefault("limit", List.of("100")).getFirst());
    String cursor = query.getOrDefault("cursor", List.of("0:0:0")).getFirst();
    int start = Integer.parseInt(cursor.split(":", -1)[1]);
    String search = query.getOrDefault("query", List.of("")).getFirst();
    if (search.contains("is:regressed") && world.strikes("regressed")) {
      Instant longAgo = world.now().minus(Duration.ofDays(30));
      issues.add(
          new Issue(
              issues.size() + 1, wanted.getFirst(), "back again", longAgo, world.now(), false));
    }
    if (FIRST_SEEN.matcher(search).find() && world.strikes("ignored")) {
      issues.add(
          new Issue(
              issues.size() + 1,
              wanted.getFirst(),
              "ignored",
              world.now().plusSeconds(1),
              null,
              true));
    }
    Instant shown = world.strikes("late-issues") ? world.now().minus(LAG) : world.now();
    List<Issue> found =
        issues.stream()
            .filter(issue -> wanted.contains(issue.project()))
            .filter(issue -> !issue.firstSeen().isAfter(shown))
            .filter(issue -> matches(issue, search))
            .toList();
    ArrayNode json = Json.array();
    found.stream().skip(start).limit(limit).forEach(issue -> json.add(json(issue)));
    boolean more = found.size() > start + limit;
    String next = "0:" + (start + limit) + ":0";
    return Reply.json(200, json.toString())
        .with(
            "Link",
            "<%s%s?cursor=%s>; rel=\"next\"; results=\"%s\"; cursor=\"%s\""
                .formatted(base, ISSUES, next, more, next));
  }

  private static boolean matches(Issue issue, String search) {
    Matcher since = FIRST_SEEN.matcher(search);
    if (since.find()) {
      Instant after = LocalDateTime.parse(since.group(2)).toInstant(ZoneOffset.UTC);
      boolean inclusive = !since.group(1).isEmpty();
      if (!issue.firstSeen().isAfter(after) && !(inclusive && issue.firstSeen().equals(after))) {
        return false;
      }
    }
    if (issue.ignored() && (search.isEmpty() || search.contains("is:unresolved"))) {
      return false;
    }
    // All are seen all the time, so when one was seen last leaves none out.
    return !search.contains("is:regressed") || issue.back() != null;
  }

  /** What Sentry tells of one issue alone: also what became of it. */
  private ObjectNode page(Issue issue) {
    ObjectNode json = json(issue);
    ArrayNode activity = json.putArray("activity");
    if (issue.back() != null) {
      activity
          .addObject()
          .put("type", "set_regression")
          .put("dateCreated", issue.back().toString());
    }
    activity.addObject().put("type", "first_seen").put("dateCreated", issue.firstSeen().toString());
    return json;
  }

  private ObjectNode json(Issue issue) {
    ObjectNode json =
        Json.object()
            .put("id", String.valueOf(issue.id()))
            .put("shortId", issue.project().toUpperCase(Locale.ROOT) + "-" + issue.id())
            .put("title", issue.title())
            .put("level", "error")
            .put("status", issue.ignored() ? "ignored" : "unresolved")
            .put("substatus", substatus(issue))
            .put("firstSeen", issue.firstSeen().toString())
            .put("lastSeen", world.now().toString())
            .put("count", "1")
            .put(
                "permalink",
                base + "/organizations/" + ORGANIZATION + "/issues/" + issue.id() + "/");
    json.putObject("project").put("slug", issue.project());
    return json;
  }

  private static String substatus(Issue issue) {
    if (issue.ignored()) {
      return "archived_until_escalating";
    }
    return issue.back() == null ? "new" : "regressed";
  }

  private static Reply detail(int status, String words) {
    return Reply.json(status, Json.object().put("detail", words).toString());
  }
}
