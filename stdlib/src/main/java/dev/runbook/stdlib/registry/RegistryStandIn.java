package dev.runbook.stdlib.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.sandbox.Facts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registry as the sandbox plays it: images that are there, and images that are built once GitHub
 * has a release.
 */
final class RegistryStandIn implements StandIn {

  private static final URI BASE = URI.create("https://registry-1.docker.io");
  private static final String TOKENS = "auth.docker.io";

  /** Worth nothing but that it shows that somebody has asked for it. */
  private static final String SESSION = "sandbox-session";

  private static final int PAGE = 100;

  private final World world;
  private final Map<String, SimulatedImage> images = new LinkedHashMap<>();

  RegistryStandIn(World world) {
    this.world = world;
    Facts images = Facts.of("registry", world.facts(), "images").map("images");
    for (String name : images.keys()) {
      this.images.put(name, new SimulatedImage(world, images.map(name)));
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", BASE.toString(), "user", "runbook");
  }

  @Override
  public List<String> hosts() {
    return List.of(BASE.getHost(), TOKENS);
  }

  @Override
  public Map<String, String> faults() {
    return Map.of(
        "missing", "an image that was built is not found",
        "moved-tag", "somebody has moved the tag to another image",
        "strange-realm", "the registry sends us to a stranger for a token");
  }

  @Override
  public void happen(String event, Arguments arguments) {
    SimulatedImage image = images.get(arguments.text("image"));
    if (image == null) {
      throw new IllegalArgumentException(
          "`" + arguments.text("image") + "` is not among the images");
    }
    image.push(arguments.text("tag"));
  }

  @Override
  public Reply handle(Request request) {
    if (TOKENS.equals(request.uri().getHost())) {
      boolean known =
          request.header("Authorization").filter(it -> it.startsWith("Basic ")).isPresent();
      return known
          ? Reply.json(200, Json.object().put("token", SESSION).toString())
          : Reply.json(401, "{\"details\":\"incorrect username or password\"}");
    }
    List<String> path = Uris.segments(request.uri());
    if (path.size() < 4 || !path.getFirst().equals("v2")) {
      return error(404, "NAME_UNKNOWN", "repository name not known to registry");
    }
    String name = String.join("/", path.subList(1, path.size() - 2));
    if (!request.header("Authorization").equals(Optional.of("Bearer " + SESSION))) {
      return challenge(name);
    }
    SimulatedImage image = images.get(name);
    if (image == null) {
      return error(404, "NAME_UNKNOWN", "repository name not known to registry");
    }
    String last = path.getLast();
    return path.get(path.size() - 2).equals("manifests")
        ? manifest(image, name, last)
        : list(image, name, request);
  }

  private Reply challenge(String name) {
    String host = world.strikes("strange-realm") ? "tokens.example.org" : TOKENS;
    return error(401, "UNAUTHORIZED", "authentication required")
        .with(
            "WWW-Authenticate",
            "Bearer realm=\"https://%s/token\",service=\"registry.docker.io\",scope=\"repository:%s:pull\""
                .formatted(host, name));
  }

  private Reply manifest(SimulatedImage image, String name, String tag) {
    if (!image.tags().contains(tag) || world.strikes("missing")) {
      return error(404, "MANIFEST_UNKNOWN", "manifest unknown");
    }
    String content = name + ":" + tag + (world.strikes("moved-tag") ? ", another one" : "");
    return Reply.empty(200)
        .with("Content-Type", "application/vnd.oci.image.index.v1+json")
        .with("Docker-Content-Digest", "sha256:" + hash(content));
  }

  private Reply list(SimulatedImage image, String name, Request request) {
    String after = Uris.query(request.uri()).getOrDefault("last", List.of("")).getFirst();
    List<String> rest =
        image.tags().stream().filter(tag -> tag.compareTo(after) > 0).sorted().toList();
    ObjectNode answer = Json.object().put("name", name);
    ArrayNode tags = answer.putArray("tags");
    rest.stream().limit(PAGE).forEach(tags::add);
    Reply reply = Reply.json(200, answer.toString());
    return rest.size() <= PAGE
        ? reply
        : reply.with(
            "Link",
            "</v2/%s/tags/list?last=%s&n=%d>; rel=\"next\""
                .formatted(name, rest.get(PAGE - 1), PAGE));
  }

  private static Reply error(int status, String code, String message) {
    ObjectNode body = Json.object();
    body.putArray("errors").addObject().put("code", code).put("message", message);
    return Reply.json(status, body.toString());
  }

  private static String hash(String content) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
