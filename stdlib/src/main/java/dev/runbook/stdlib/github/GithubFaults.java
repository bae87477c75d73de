package dev.runbook.stdlib.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.spi.StandIn.Reply;
import dev.runbook.spi.StandIn.Request;
import dev.runbook.spi.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What goes wrong at GitHub and nowhere else. */
final class GithubFaults {

  /** So long does GitHub still show what was there before. */
  static final Duration LATE = Duration.ofSeconds(8);

  private static final Duration UNTIL_RESET = Duration.ofMinutes(20);

  private final World world;

  GithubFaults(World world) {
    this.world = world;
  }

  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("rate-limit-used-up", "403: no request is left until the next hour");
    all.put("secondary-rate-limit", "403 that speaks of a secondary rate limit and says no time");
    all.put("renamed", "301: the repository has another name");
    all.put("already-exists", "422: somebody has created the release a moment before");
    all.put("name-burnt", "422: an immutable release has used the tag's name for ever");
    all.put("no-workflow-scope", "404: the release's commit changes workflows, the token may not");
    all.put("draft", "the release is turned into a draft without a word");
    all.put("late-release", "a new release is not shown at once");
    all.put("late-deletion", "a deleted tag is still shown for a while");
    all.put("tag-made", "somebody makes a tag at the main branch, just after we have seen none");
    all.put("two-drafts", "the release is turned into two drafts, ours and one of another title");
    all.put("stale-file", "409: somebody has changed the file a moment before");
    all.put("protected-branch", "409: changes must come by a pull request");
    all.put("restricted-branch", "403: only others may push to the branch");
    all.put("lightweight-tag", "the tag leads to its commit itself, and nobody has signed it");
    all.put("unsigned", "the tag is not signed");
    all.put("unknown-key", "the tag is signed by a key that GitHub does not know");
    all.put("expired-key", "the tag is signed by a key that has expired");
    all.put("no-user", "the tag is signed, and its tagger is nobody whom GitHub knows");
    all.put("lost-run", "an order to run a workflow is taken, and no run comes of it");
    return all;
  }

  boolean strikes(String fault) {
    return world.strikes(fault);
  }

  Optional<Reply> of(Request request, String path) {
    if (world.strikes("rate-limit-used-up")) {
      long reset = world.now().plus(UNTIL_RESET).getEpochSecond();
      return Optional.of(
          error(403, "API rate limit exceeded for user ID 1.")
              .with("X-RateLimit-Limit", "5000")
              .with("X-RateLimit-Remaining", "0")
              .with("X-RateLimit-Reset", String.valueOf(reset)));
    }
    if (world.strikes("secondary-rate-limit")) {
      return Optional.of(error(403, "You have exceeded a secondary rate limit."));
    }
    if (world.strikes("renamed")) {
      String elsewhere = "https://api.github.com/repositories/1";
      return Optional.of(error(301, "Moved Permanently").with("Location", elsewhere));
    }
    return switch (request.method() + " " + path) {
      case "POST releases" -> ofRelease();
      case "PUT contents" -> ofCommit();
      default -> Optional.empty();
    };
  }

  /** What GitHub says of a signature instead. */
  Optional<String> ofSignature() {
    return Stream.of("unsigned", "unknown-key", "expired-key", "no-user")
        .filter(world::strikes)
        .map(fault -> fault.replace('-', '_'))
        .findFirst();
  }

  private Optional<Reply> ofRelease() {
    if (world.strikes("already-exists")) {
      return Optional.of(invalid("already_exists"));
    }
    if (world.strikes("name-burnt")) {
      return Optional.of(burnt());
    }
    return world.strikes("no-workflow-scope")
        ? Optional.of(error(404, "Not Found"))
        : Optional.empty();
  }

  private Optional<Reply> ofCommit() {
    if (world.strikes("stale-file")) {
      return Optional.of(error(409, "is at another sha but expected this one"));
    }
    if (world.strikes("restricted-branch")) {
      return Optional.of(error(403, "You're not authorized to push to this branch."));
    }
    return world.strikes("protected-branch")
        ? Optional.of(error(409, "Changes must be made through a pull request."))
        : Optional.empty();
  }

  static Reply error(int status, String message) {
    return GithubStandIn.answer(status, GithubJson.error(message));
  }

  static Reply burnt() {
    return invalid("tag_name was used by an immutable release");
  }

  static Reply invalid(String code) {
    ObjectNode error = GithubJson.error("Validation Failed");
    error
        .putArray("errors")
        .addObject()
        .put("resource", "Release")
        .put("code", code)
        .put("field", "tag_name");
    return GithubStandIn.answer(422, error);
  }
}
