package dev.runbook.stdlib.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.sandbox.Facts;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** GitHub as the sandbox plays it: one repository, with its releases and workflows. */
final class GithubStandIn implements StandIn {

  private static final int PAGE = 30;

  /** GitHub takes both words. */
  private static final Set<String> TOKENS = Set.of("Bearer sandbox-token", "token sandbox-token");

  private final World world;
  private final URI base;
  private final String name;
  private final SimulatedReleases releases;
  private final SimulatedRuns runs;
  private final GithubGit git;
  private final GithubFaults faults;
  private final GithubJson json;

  GithubStandIn(World world) {
    this.world = world;
    Facts facts =
        Facts.of(
            "github",
            world.facts(),
            "url",
            "repository",
            "releases",
            "workflows",
            "tag-deletion",
            "deploys");
    base = facts.has("url") ? facts.address("url") : URI.create("https://api.github.com");
    name = facts.optionalText("repository").orElse("example/repository");
    json = new GithubJson(base, name);
    releases = new SimulatedReleases(world, facts);
    runs = new SimulatedRuns(world, facts);
    faults = new GithubFaults(world);
    git = new GithubGit(world, json, releases, faults);
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", base.toString());
  }

  @Override
  public List<String> hosts() {
    return List.of(base.getHost());
  }

  @Override
  public Map<String, String> faults() {
    return GithubFaults.all();
  }

  @Override
  public Reply handle(Request request) {
    if (!TOKENS.contains(request.header("Authorization").orElse(""))) {
      return answer(401, GithubJson.error("Bad credentials"));
    }
    String path = request.uri().getPath().substring(base.getPath().replaceAll("/$", "").length());
    String below = "/repos/" + name;
    String part = path.replaceFirst("^" + Pattern.quote(below) + "/?([^/]*).*", "$1");
    Optional<Reply> fault = faults.of(request, part);
    if (fault.isPresent()) {
      return fault.get();
    }
    if (path.equals("/rate_limit")) {
      return answer(200, GithubJson.rateLimit(world.now()));
    }
    if (path.equals("/repositories/1")) {
      return answer(200, new GithubJson(base, name + "-renamed").repository(world.now()));
    }
    if (path.equalsIgnoreCase(below)) {
      return answer(200, json.repository(world.now()));
    }
    if (!path.startsWith(below + "/")) {
      return GithubGit.notFound();
    }
    String[] parts = path.substring(below.length() + 1).split("/", 2);
    String rest = parts.length == 1 ? "" : parts[1];
    return switch (parts[0]) {
      case "releases" -> releases(request, rest);
      case "git" -> git.refs(request, rest);
      case "contents" -> git.contents(request, rest);
      case "compare" -> git.compare(request, rest);
      case "actions" -> actions(request, rest);
      default -> GithubGit.notFound();
    };
  }

  static Reply answer(int status, JsonNode json) {
    return Reply.json(status, json.toString())
        .with("Content-Type", "application/json; charset=utf-8");
  }

  private Reply releases(Request request, String rest) {
    if (rest.isEmpty()) {
      return request.method().equals("POST") ? create(request) : list(request);
    }
    if (rest.startsWith("tags/")) {
      return releases
          .byTag(rest.substring("tags/".length()))
          .map(release -> answer(200, json.release(release)))
          .orElseGet(GithubGit::notFound);
    }
    return releases
        .byId(rest)
        .map(release -> release(request, release))
        .orElseGet(GithubGit::notFound);
  }

  private Reply release(Request request, SimulatedRelease release) {
    switch (request.method()) {
      case "DELETE" -> {
        releases.delete(release);
        return Reply.empty(204);
      }
      case "PATCH" -> {
        JsonNode wanted = Json.readOrEmpty(request.bodyText());
        release.tag = wanted.path("tag_name").asText(release.tag);
        boolean wasDraft = release.draft;
        release.draft = wanted.path("draft").asBoolean(wasDraft);
        if (wasDraft && !release.draft) {
          releases.published(release);
        }
      }
      default -> {
        // A look changes nothing.
      }
    }
    return answer(200, json.release(release));
  }

  private Reply list(Request request) {
    Map<String, List<String>> query = Uris.query(request.uri());
    int size = number(query, "per_page", PAGE);
    int page = number(query, "page", 1);
    ArrayNode list = Json.array();
    releases.shown().stream()
        .skip((long) size * (page - 1))
        .limit(size)
        .forEach(release -> list.add(json.release(release)));
    Reply reply = answer(200, list);
    boolean more = releases.shown().size() > size * page;
    return more ? reply.with("Link", GithubGit.next(request.uri(), size, page + 1)) : reply;
  }

  private Reply create(Request request) {
    JsonNode wanted = Json.readOrEmpty(request.bodyText());
    String tag = wanted.path("tag_name").asText();
    if (releases.byTag(tag).isPresent()) {
      return GithubFaults.invalid("already_exists");
    }
    if (releases.isBurnt(tag)) {
      return GithubFaults.burnt();
    }
    git.makeTag(tag, wanted.path("target_commitish").asText("main"));
    SimulatedRelease release = releases.create(tag, wanted.path("draft").asBoolean());
    boolean two = faults.strikes("two-drafts");
    if (two) {
      releases.create(tag, true).name = "Another title";
    }
    release.draft |= two || faults.strikes("draft");
    if (faults.strikes("late-release")) {
      release.shown = world.now().plus(GithubFaults.LATE);
    }
    release.name = wanted.path("name").asText(tag);
    release.notes = wanted.path("body").asText("");
    release.prerelease = wanted.path("prerelease").asBoolean();
    if (!release.draft) {
      releases.published(release);
    }
    return answer(201, json.release(release));
  }

  private Reply actions(Request request, String rest) {
    String[] path = rest.split("/", -1);
    if (path[0].equals("runs")) {
      return path.length == 1
          ? runs(request)
          : runs.byId(path[1])
              .map(run -> answer(200, json.run(run, world.now())))
              .orElseGet(GithubGit::notFound);
    }
    if (!path[0].equals("workflows") || path.length < 2) {
      return GithubGit.notFound();
    }
    return runs.workflow(path[1])
        .map(workflow -> workflow(request, workflow, path.length > 2))
        .orElseGet(GithubGit::notFound);
  }

  private Reply workflow(Request request, SimulatedRuns.Workflow workflow, boolean dispatch) {
    if (!dispatch) {
      return answer(200, json.workflow(workflow));
    }
    String ref = Json.readOrEmpty(request.bodyText()).path("ref").asText();
    Optional<String> commit = git.commit(ref);
    if (commit.isEmpty()) {
      return answer(422, GithubJson.error("No ref found for: " + ref));
    }
    if (!faults.strikes("lost-run")) {
      runs.dispatch(workflow, ref, commit.get());
    }
    return Reply.empty(204);
  }

  private Reply runs(Request request) {
    List<String> branch = Uris.query(request.uri()).get("branch");
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("workflow_runs");
    runs.on(branch == null ? null : branch.getFirst())
        .forEach(run -> list.add(json.run(run, world.now())));
    return answer(200, answer.put("total_count", list.size()));
  }

  static int number(Map<String, List<String>> query, String field, int otherwise) {
    return query.containsKey(field) ? Integer.parseInt(query.get(field).getFirst()) : otherwise;
  }
}
