package dev.runbook.stdlib.jenkins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.exchange.Uris;
import dev.runbook.stdlib.jenkins.SimulatedRun.Reached;
import dev.runbook.stdlib.sandbox.Facts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Jenkins as the sandbox plays it: pipelines that go from stage to stage, a queue, inputs, crumbs.
 */
final class JenkinsStandIn implements StandIn {

  private static final String USER = "runbook";
  private static final String CRUMB = "a-crumb-of-the-sandbox";
  private static final String SESSION = "JSESSIONID=a-session-of-the-sandbox";

  private final World world;
  private final URI base;
  private final JenkinsJson json;
  private final JenkinsFaults faults;
  private final SimulatedQueue queue;
  private final Map<String, SimulatedPipeline> pipelines = new LinkedHashMap<>();

  JenkinsStandIn(World world) {
    this.world = world;
    Facts facts = Facts.of("jenkins", world.facts(), "url", "pipelines");
    String url = facts.has("url") ? facts.address("url").toString() : "https://jenkins.test/";
    this.base = URI.create(url.endsWith("/") ? url : url + "/");
    this.json = new JenkinsJson(base);
    this.faults = new JenkinsFaults(world);
    this.queue = new SimulatedQueue(world);
    Facts listed = facts.map("pipelines");
    for (String name : listed.keys()) {
      pipelines.put(name, new SimulatedPipeline(name, listed.map(name), world));
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", base.toString(), "user", USER);
  }

  @Override
  public List<String> hosts() {
    return List.of(base.getHost());
  }

  @Override
  public Map<String, String> faults() {
    return JenkinsFaults.all();
  }

  @Override
  public void happen(String event, Arguments arguments) {
    String name = arguments.text("pipeline");
    SimulatedPipeline pipeline = pipelines.get(name);
    if (pipeline == null) {
      throw new IllegalArgumentException("`" + name + "` is not among the pipelines");
    }
    switch (event) {
      case "started" ->
          pipeline.start(
              Map.of("ImageTag", arguments.version("version").spelling()), "somebody", 0);
      case "approved" -> pipeline.approve(arguments.text("stage"), "somebody");
      case "failed" -> pipeline.fail(arguments.text("stage"));
      case "aborted" -> pipeline.newestFirst().stream().findFirst().ifPresent(SimulatedRun::abort);
      default -> throw new IllegalArgumentException(event);
    }
  }

  @Override
  public Reply handle(Request request) {
    String path = request.uri().getRawPath();
    if (!path.startsWith(base.getRawPath())) {
      return page(404, "Not Found");
    }
    String password = password(request).orElse("");
    if (password.isEmpty()) {
      return page(403, "Authentication required");
    }
    List<String> below = Uris.segments(request.uri());
    below = below.subList(Uris.segments(base).size(), below.size());
    if (faults.strikes("restarting")) {
      return page(503, "Please wait while Jenkins is getting ready to work");
    }
    boolean post = request.method().equals("POST");
    boolean crumb = hasCrumb(request) && !faults.strikes("crumb-gone");
    if (post && !password.equals("sandbox-token") && !crumb) {
      return page(403, "No valid crumb was included in the request");
    }
    return answer(request, below, post).with("X-Jenkins", "2.541");
  }

  private Reply answer(Request request, List<String> path, boolean post) {
    return switch (path.isEmpty() ? "" : path.getFirst()) {
      case "crumbIssuer" ->
          Reply.json(200, "{\"crumb\":\"" + CRUMB + "\",\"crumbRequestField\":\"Jenkins-Crumb\"}")
              .with("Set-Cookie", SESSION + "; Path=/; HttpOnly");
      case "me" -> filtered(request, Json.object().put("id", USER).put("fullName", "A runbook"));
      case "queue" -> queue(request, path);
      case "job" -> job(request, path, post);
      default -> page(404, "Not Found");
    };
  }

  private Reply queue(Request request, List<String> path) {
    if (path.size() == 3 && path.get(1).equals("api")) {
      var items = Json.object();
      var waiting = items.putArray("items");
      queue.items().stream()
          .filter(SimulatedQueue.Item::waits)
          .forEach(item -> waiting.add(json.item(item)));
      return filtered(request, items);
    }
    if (path.size() == 5 && path.get(1).equals("item")) {
      return number(path.get(2))
          .flatMap(queue::item)
          .filter(item -> item.run == null || !faults.strikes("forgotten"))
          .map(item -> filtered(request, item(item)))
          .orElseGet(() -> page(404, "Not Found"));
    }
    return page(404, "Not Found");
  }

  private JsonNode item(SimulatedQueue.Item item) {
    ObjectNode told = json.item(item);
    return item.run != null && faults.strikes("late-number") ? told.putNull("executable") : told;
  }

  private Reply job(Request request, List<String> path, boolean post) {
    int at = 0;
    StringBuilder name = new StringBuilder();
    while (at + 1 < path.size() && path.get(at).equals("job")) {
      name.append(name.isEmpty() ? "" : "/").append(path.get(at + 1));
      at += 2;
    }
    SimulatedPipeline pipeline = pipelines.get(name.toString());
    if (pipeline == null || faults.strikes("job-gone")) {
      return page(404, "Not Found");
    }
    List<String> rest = path.subList(at, path.size());
    Optional<SimulatedRun> run =
        rest.isEmpty() ? Optional.empty() : number(rest.getFirst()).flatMap(pipeline::run);
    if (run.isPresent()) {
      List<String> below = rest.subList(1, rest.size());
      return run(request, pipeline, run.get(), String.join("/", below), post);
    }
    return switch (String.join("/", rest)) {
      case "api/json" -> filtered(request, json.pipeline(pipeline));
      case "wfapi/runs" -> stageView(json.stageView(pipeline, world.now()));
      case "buildWithParameters" -> post ? start(request, pipeline) : page(405, "POST is required");
      default -> page(404, "Not Found");
    };
  }

  private Reply stageView(JsonNode told) {
    return faults.strikes("no-stage-view")
        ? page(404, "Not Found")
        : Reply.json(200, told.toString());
  }

  private Reply start(Request request, SimulatedPipeline pipeline) {
    if (faults.strikes("disabled")) {
      return page(409, pipeline.name() + " is not buildable");
    }
    Map<String, List<String>> fields = Uris.fields(request.bodyText());
    Map<String, String> declared = new HashMap<>();
    if (fields.containsKey("ImageTag")) {
      declared.put("ImageTag", fields.get("ImageTag").getFirst());
    }
    faults.beforeStart(pipeline, declared, queue);
    Optional<SimulatedQueue.Item> equal = queue.equal(pipeline, declared);
    equal.ifPresent(item -> item.users.add(USER));
    int id = equal.orElseGet(() -> queue.add(pipeline, declared, USER, faults)).id;
    if (faults.strikes("no-queue-address")) {
      return Reply.empty(302).with("Location", ".");
    }
    return Reply.empty(equal.isPresent() ? 303 : 201)
        .with("Location", base + "queue/item/" + id + "/");
  }

  private Reply run(
      Request request, SimulatedPipeline pipeline, SimulatedRun run, String below, boolean post) {
    if (faults.strikes("deleted")) {
      pipeline.delete(run);
      return page(404, "Not Found");
    }
    return switch (below) {
      case "api/json" -> filtered(request, json.run(pipeline, run));
      case "wfapi/describe" -> stageView(described(pipeline, run));
      case "wfapi/pendingInputActions" ->
          stageView(
              run.waiting().isPresent() && faults.strikes("late-input")
                  ? Json.array()
                  : inputs(pipeline, run));
      case "logText/progressiveText" -> log(request, run);
      case "stop" -> post ? stop(run) : page(405, "POST is required");
      default ->
          below.startsWith("input/")
              ? input(run, below.split("/", -1), post)
              : page(404, "Not Found");
    };
  }

  private JsonNode described(SimulatedPipeline pipeline, SimulatedRun run) {
    ObjectNode stages = json.stages(pipeline, run, world.now());
    return faults.strikes("unknown-state") ? stages.put("status", "BEING_REPLAYED") : stages;
  }

  private JsonNode inputs(SimulatedPipeline pipeline, SimulatedRun run) {
    ArrayNode inputs = json.inputs(pipeline, run, faults.strikes("two-inputs"));
    if (run.waiting().isPresent() && faults.strikes("input-with-values")) {
      ArrayNode values = inputs.path(inputs.size() - 1).withArray("inputs");
      values.addObject().put("name", "reason").put("type", "StringParameterDefinition");
    }
    return inputs;
  }

  private Reply log(Request request, SimulatedRun run) {
    String log = json.log(run);
    int size = log.length();
    int start = number(query(request, "start")).filter(from -> from <= size).orElse(0);
    boolean head = request.method().equals("HEAD");
    int told = head && faults.strikes("rotated-log") ? 100 * size : size;
    return Reply.text(200, head ? "" : log.substring(start))
        .with("X-Text-Size", String.valueOf(told));
  }

  private static String query(Request request, String name) {
    return Uris.query(request.uri()).getOrDefault(name, List.of("")).getFirst();
  }

  private static Reply stop(SimulatedRun run) {
    run.abort();
    return Reply.empty(302).with("Location", "../");
  }

  /** An input is gone, and answers 404, as soon as somebody has settled it or the run has ended. */
  private Reply input(SimulatedRun run, String[] path, boolean post) {
    Reached stage = run.waiting().orElse(null);
    if (stage == null || path.length != 3 || !SimulatedRun.inputId(stage).equals(path[1])) {
      return page(404, "Not Found");
    }
    if (!post) {
      return page(405, "POST is required");
    }
    Reply instead = faults.ofApproval(run, stage).orElse(null);
    if (instead != null) {
      return instead;
    }
    switch (path[2]) {
      case "proceedEmpty", "proceed" -> run.proceed(stage, USER);
      case "abort" -> run.abort();
      default -> {
        return page(404, "Not Found");
      }
    }
    return Reply.empty(200);
  }

  private static Reply filtered(Request request, JsonNode json) {
    List<String> tree = Uris.query(request.uri()).get("tree");
    return Reply.json(
        200, (tree == null ? json : TreeFilter.apply(tree.getFirst(), json)).toString());
  }

  static Reply page(int status, String words) {
    String html =
        "<html><head><title>Jenkins</title></head><body><p>" + words + "</p></body></html>";
    return Reply.text(status, html).with("Content-Type", "text/html;charset=utf-8");
  }

  private static boolean hasCrumb(Request request) {
    return request.header("Jenkins-Crumb").filter(CRUMB::equals).isPresent()
        && request.header("Cookie").filter(cookie -> cookie.contains(SESSION)).isPresent();
  }

  /** Of any user: a profile that leads here may name the one whom the real Jenkins knows. */
  private static Optional<String> password(Request request) {
    return request
        .header("Authorization")
        .filter(value -> value.startsWith("Basic "))
        .map(value ->
            new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8))
        .filter(pair -> pair.indexOf(':') > 0)
        .map(pair -> pair.substring(pair.indexOf(':') + 1));
  }

  private static Optional<Integer> number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() < 9 && text.chars().allMatch(Character::isDigit);
    return digits ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
