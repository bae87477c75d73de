package dev.runbook.stdlib.github;

import dev.runbook.spi.Version;
import dev.runbook.spi.World;
import dev.runbook.stdlib.sandbox.Facts;
import dev.runbook.stdlib.sandbox.Released;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The releases of the simulated GitHub. A tag's deletion is worked off in the background: a release
 * that comes before that has ended becomes a draft, and so does a published one whose tag goes.
 */
final class SimulatedReleases {

  private final World world;
  private final Duration deletion;
  private final Duration rollout;
  private final List<URI> served;
  private final List<SimulatedRelease> newestFirst = new ArrayList<>();
  private final Map<String, Instant> deletedTags = new HashMap<>();
  private final Set<String> burntTags = new HashSet<>();
  private long last;

  SimulatedReleases(World world, Facts facts) {
    this.world = world;
    deletion = facts.duration("tag-deletion", Duration.ofSeconds(1));
    Facts deploys = facts.map("deploys").only("takes", "serves");
    rollout = deploys.duration("takes", Duration.ofMinutes(20));
    served = deploys.texts("serves").stream().map(url -> deploys.address("serves", url)).toList();
    for (Facts each :
        facts.maps(
            "releases", "tag", "name", "notes", "draft", "prerelease", "immutable", "published")) {
      Instant created = world.now().minus(each.duration("published", Duration.ofDays(14)));
      SimulatedRelease release = new SimulatedRelease(++last, each.text("tag"), created);
      release.name = each.optionalText("name").orElse(release.tag);
      release.notes = each.optionalText("notes").orElse("");
      release.draft = each.flag("draft");
      release.prerelease = each.flag("prerelease");
      release.immutable = each.flag("immutable");
      newestFirst.addFirst(release);
    }
  }

  /** Newest first. */
  List<SimulatedRelease> shown() {
    return newestFirst.stream().filter(each -> !each.shown.isAfter(world.now())).toList();
  }

  List<String> tags() {
    return newestFirst.stream().map(each -> each.tag).toList();
  }

  Optional<SimulatedRelease> byId(String id) {
    return newestFirst.stream().filter(each -> String.valueOf(each.id).equals(id)).findFirst();
  }

  /** Published ones only: a draft is not found by its tag. */
  Optional<SimulatedRelease> byTag(String tag) {
    return shown().stream().filter(each -> !each.draft && each.tag.equals(tag)).findFirst();
  }

  SimulatedRelease create(String tag, boolean draft) {
    SimulatedRelease release = new SimulatedRelease(++last, tag, world.now());
    Instant deleted = deletedTags.get(tag);
    boolean tooSoon = deleted != null && world.now().isBefore(deleted.plus(deletion));
    release.draft = draft || tooSoon;
    newestFirst.addFirst(release);
    return release;
  }

  /** Automation builds and deploys what is published; of a draft it is not told. */
  void published(SimulatedRelease release) {
    Released.publish(world, release.tag);
    if (Version.parse(release.tag).isPresent()) {
      world.after(rollout, () -> served.forEach(url -> world.put("version " + url, release.tag)));
    }
  }

  void delete(SimulatedRelease release) {
    newestFirst.remove(release);
    if (release.immutable) {
      burntTags.add(release.tag);
    }
  }

  boolean isBurnt(String tag) {
    return burntTags.contains(tag);
  }

  void tagDeleted(String tag) {
    deletedTags.put(tag, world.now());
    byTag(tag).ifPresent(release -> release.draft = true);
  }
}
