package dev.runbook.stdlib.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the simulated GitHub that speaks of the repository itself. */
final class GithubGit {

  private static final Pattern TAG_OBJECT =
      Pattern.compile("object ([0-9a-f]+)\\ntype (\\w+)\\ntag (.+)\\n");
  private static final int MOST_FILES = 300;

  private final World world;
  private final GithubJson json;
  private final SimulatedReleases releases;
  private final GithubFaults faults;
  private final Origin origin;

  GithubGit(World world, GithubJson json, SimulatedReleases releases, GithubFaults faults) {
    this.world = world;
    this.json = json;
    this.releases = releases;
    this.faults = faults;
    origin = new Origin(world, releases.tags());
  }

  static Reply notFound() {
    return GithubStandIn.answer(404, GithubJson.error("Not Found"));
  }

  static String next(URI address, int size, int page) {
    String path = address.toString().split("\\?", 2)[0];
    return "<%s?per_page=%d&page=%d>; rel=\"next\"".formatted(path, size, page);
  }

  Optional<String> commit(String revision) {
    return origin.commit(revision);
  }

  /** A release for a tag that is not there makes one, which nobody has signed. */
  void makeTag(String tag, String target) {
    origin.makeTag(tag, target);
  }

  Reply refs(Request request, String rest) {
    String[] parts = rest.split("/", 2);
    String name = parts.length == 1 ? "" : parts[1];
    return switch (request.method() + " " + parts[0]) {
      // The second is the older place, where the service answers all the same.
      case "GET ref", "GET refs" -> ref("refs/" + name);
      case "POST refs" -> create(Json.readOrEmpty(request.bodyText()));
      case "DELETE refs" -> delete("refs/" + name);
      case "GET tags" -> tag(name);
      default -> notFound();
    };
  }

  private Reply ref(String ref) {
    return origin
        .ref(ref)
        .map(target ->
            target.type().equals("tag") && faults.strikes("lightweight-tag")
                ? new Origin.Target(origin.commit(ref).orElseThrow(), "commit")
                : target)
        .map(target -> GithubStandIn.answer(200, json.ref(ref, target.id(), target.type())))
        .orElseGet(() -> noRef(ref));
  }

  private Reply noRef(String ref) {
    if (ref.startsWith("refs/tags/") && faults.strikes("tag-made")) {
      makeTag(ref.substring("refs/tags/".length()), "main");
    }
    return notFound();
  }

  private Reply create(JsonNode wanted) {
    String ref = wanted.path("ref").asText();
    if (origin.ref(ref).isPresent()) {
      return GithubStandIn.answer(422, GithubJson.error("Reference already exists"));
    }
    if (!origin.has(wanted.path("sha").asText())) {
      return GithubStandIn.answer(422, GithubJson.error("Object does not exist"));
    }
    origin.point(ref, wanted.path("sha").asText());
    Reply made = ref(ref);
    return new Reply(201, made.headers(), made.body());
  }

  private Reply delete(String ref) {
    if (origin.ref(ref).isEmpty()) {
      return GithubStandIn.answer(422, GithubJson.error("Reference does not exist"));
    }
    if (faults.strikes("late-deletion")) {
      world.after(GithubFaults.LATE, () -> origin.delete(ref));
    } else {
      origin.delete(ref);
    }
    releases.tagDeleted(ref.replaceFirst("refs/tags/", ""));
    return Reply.empty(204);
  }

  private Reply tag(String id) {
    String text = origin.tagObject(id).orElse("");
    Matcher tag = TAG_OBJECT.matcher(text);
    if (!tag.find()) {
      return notFound();
    }
    String reason =
        text.contains("-----BEGIN ") ? faults.ofSignature().orElse("valid") : "unsigned";
    ObjectNode answer = json.tag(id, tag.group(3), tag.group(1), tag.group(2), reason, world.now());
    return GithubStandIn.answer(200, answer);
  }

  Reply compare(Request request, String range) {
    String[] ends = range.split("\\.\\.\\.", 2);
    Optional<String> from = origin.commit(ends[0]);
    Optional<String> to = ends.length == 2 ? origin.commit(ends[1]) : Optional.empty();
    if (from.isEmpty() || to.isEmpty()) {
      return notFound();
    }
    Map<String, List<String>> query = Uris.query(request.uri());
    int size = GithubStandIn.number(query, "per_page", 250);
    int page = GithubStandIn.number(query, "page", 1);
    List<String> ahead = origin.commits(from.get(), to.get());
    ArrayNode commits = Json.array();
    ahead.stream()
        .skip((long) size * (page - 1))
        .limit(size)
        .map(line -> line.split(" ", 2))
        .forEach(line -> commits.add(json.commit(line[0], line[1], world.now())));
    List<String> files =
        page > 1
            ? List.of()
            : origin.files(from.get(), to.get()).stream().limit(MOST_FILES).toList();
    ObjectNode base = json.commit(from.get(), ends[0], world.now());
    int behind = origin.commits(to.get(), from.get()).size();
    Reply reply =
        GithubStandIn.answer(
            200, json.comparison(range, commits, ahead.size(), behind, base, files));
    return ahead.size() > size * page
        ? reply.with("Link", next(request.uri(), size, page + 1))
        : reply;
  }

  Reply contents(Request request, String path) {
    if (request.method().equals("PUT")) {
      return commit(path, Json.readOrEmpty(request.bodyText()));
    }
    String at = Uris.query(request.uri()).getOrDefault("ref", List.of("main")).getFirst();
    return file(path, at)
        .map(file -> GithubStandIn.answer(200, file))
        .orElseGet(GithubGit::notFound);
  }

  private Optional<ObjectNode> file(String path, String at) {
    return origin
        .commit(at)
        .flatMap(commit -> origin.file(commit, path))
        .map(id -> json.file(path, at, id, origin.content(id).getBytes(StandardCharsets.UTF_8)));
  }

  private Reply commit(String path, JsonNode wanted) {
    String branch = wanted.path("branch").asText("main");
    Optional<String> present =
        origin.commit("refs/heads/" + branch).flatMap(commit -> origin.file(commit, path));
    if (!present.equals(Optional.of(wanted.path("sha").asText()))) {
      return GithubStandIn.answer(
          409, GithubJson.error(path + " does not match " + wanted.path("sha").asText()));
    }
    byte[] content = Base64.getMimeDecoder().decode(wanted.path("content").asText());
    String message = wanted.path("message").asText();
    origin.write(branch, path, new String(content, StandardCharsets.UTF_8), message);
    String made = origin.commit("refs/heads/" + branch).orElseThrow();
    ObjectNode answer = Json.object();
    answer.set("content", file(path, branch).orElseThrow());
    answer.set("commit", json.commit(made, message, world.now()));
    return GithubStandIn.answer(200, answer);
  }
}
