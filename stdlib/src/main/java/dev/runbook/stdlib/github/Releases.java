package dev.runbook.stdlib.github;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHRelease;
import org.kohsuke.github.GHRepository;

/** Releases, and what GitHub does to them while it still deletes a tag of the same name. */
final class Releases {

  /** So long after its creation a release is looked at again. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private final Library library;

  Releases(Library library) {
    this.library = library;
  }

  @Nullable Map<String, Object> find(String repository, String tag, CallContext call)
      throws ServiceFailure, InterruptedException {
    String name = Names.ref(tag);
    return library
        .with(
            repository,
            call,
            "read the release " + tag,
            (found, said) -> Optional.ofNullable(found.getReleaseByTagName(name)))
        .map(release -> record(repository, release))
        .orElse(null);
  }

  List<Map<String, Object>> all(String repository, CallContext call)
      throws ServiceFailure, InterruptedException {
    return library.with(
        repository,
        call,
        "list the releases of " + repository,
        (found, said) -> {
          List<Map<String, Object>> all = new ArrayList<>();
          for (GHRelease release : found.listReleases().withPageSize(100)) {
            all.add(record(repository, release));
          }
          return all;
        });
  }

  boolean immutable(Arguments release, CallContext call)
      throws ServiceFailure, InterruptedException {
    return library.with(
        release.text("repository"),
        call,
        "read the release " + release.text("tag"),
        (found, said) -> found.getRelease(GithubClient.id(release)) != null && isImmutable(said));
  }

  boolean gone(Arguments release, CallContext call) throws ServiceFailure, InterruptedException {
    return library.with(
        release.text("repository"),
        call,
        "look whether the release " + release.text("tag") + " is gone",
        (found, said) -> gone(found, release, said));
  }

  /**
   * The published release of a tag; null also where there is a draft of the wanted release, which
   * {@link #create} publishes.
   *
   * @throws ServiceFailure (unreadable) where there is another draft for it: a person has to say
   *     what becomes of that
   */
  @Nullable Map<String, Object> created(String repository, Arguments wanted, CallContext call)
      throws ServiceFailure, InterruptedException {
    String tag = wanted.text("tag");
    String name = Names.ref(tag);
    return library
        .with(
            repository,
            call,
            "look for the release " + tag,
            (found, said) -> {
              Optional<GHRelease> seen =
                  Staleness.seen(said, () -> Optional.ofNullable(found.getReleaseByTagName(name)));
              if (seen.isEmpty()) {
                lookForDrafts(found, wanted, call);
              }
              return seen;
            })
        .map(release -> record(repository, release))
        .orElse(null);
  }

  private static List<GHRelease> drafts(GHRepository found, String tag) throws IOException {
    List<GHRelease> drafts = new ArrayList<>();
    for (GHRelease release : found.listReleases().withPageSize(100)) {
      if (release.isDraft() && tag.equals(release.getTagName())) {
        drafts.add(release);
      }
    }
    return drafts;
  }

  private static void lookForDrafts(GHRepository found, Arguments wanted, CallContext call)
      throws IOException, ServiceFailure {
    List<GHRelease> drafts = drafts(found, wanted.text("tag"));
    if (!drafts.stream().allMatch(draft -> isWanted(draft, wanted))) {
      throw ServiceFailure.unreadable(
          "GitHub has a draft for %s of another title or text, and no published release: publish the draft or delete it."
              .formatted(wanted.text("tag")),
          null);
    }
    if (!drafts.isEmpty()) {
      call.progress("there is a draft of it, which nobody has published");
    }
  }

  Map<String, Object> create(String repository, Arguments wanted, CallContext call)
      throws ServiceFailure, InterruptedException {
    String tag = Names.ref(wanted.text("tag"));
    return library.with(
        repository,
        call,
        "find the tag " + tag,
        (found, said) -> {
          Tags.require(found, tag);
          said.about("create the release " + tag);
          Optional<GHRelease> draft =
              drafts(found, tag).stream().filter(each -> isWanted(each, wanted)).findFirst();
          GHRelease created = draft.isPresent() ? draft.get() : post(found, wanted, said);
          if (created.getId() == 0) {
            throw said.last().unusable("it names no release");
          }
          try {
            return record(repository, settled(found, created, tag, said));
          } catch (IOException | RuntimeException broken) {
            throw doubt(said.failure(broken));
          } catch (ServiceFailure failure) {
            throw doubt(failure);
          }
        });
  }

  private static GHRelease post(GHRepository found, Arguments wanted, Conversation said)
      throws IOException, ServiceFailure {
    try {
      return found
          .createRelease(wanted.text("tag"))
          .name(wanted.text("name"))
          .body(wanted.text("notes"))
          .prerelease(wanted.bool("prerelease"))
          .create();
    } catch (IOException refused) {
      if (!said.met(422)) {
        throw refused;
      }
      Answer no = said.last();
      GHRelease equal = found.getReleaseByTagName(wanted.text("tag"));
      if (equal == null || equal.isDraft() || !isWanted(equal, wanted)) {
        throw no.failure();
      }
      return equal;
    }
  }

  private static boolean isWanted(GHRelease release, Arguments wanted) {
    return release.isPrerelease() == wanted.bool("prerelease")
        && text(release.getName()).equals(wanted.text("name"))
        && text(release.getBody()).equals(wanted.text("notes"));
  }

  /**
   * GitHub deletes tags in the background, and makes a draft of a release that comes too soon after
   * that, without a word. It is read again after a while, and published where that happened.
   */
  private static GHRelease settled(
      GHRepository found, GHRelease created, String tag, Conversation said)
      throws IOException, ServiceFailure, InterruptedException {
    said.about("read the release " + tag + " back");
    said.call.clock().sleep(SETTLING);
    GHRelease seen = found.getRelease(created.getId());
    if (seen == null) {
      throw said.last().unusable("the release is not there any more");
    }
    if (seen.isDraft() || !tag.equals(seen.getTagName())) {
      said.about("publish the release " + tag + ", of which it made a draft");
      seen = seen.update().draft(false).tag(tag).update();
      requireSame(seen, tag, said.last());
    }
    return seen;
  }

  private static void requireSame(GHRelease release, String tag, Answer answer)
      throws ServiceFailure {
    if (release.isDraft() || release.getId() == 0 || !tag.equals(release.getTagName())) {
      throw answer.unusable("it is no published release of " + tag);
    }
  }

  /** What comes after GitHub has created the release undoes nothing of it. */
  private static ServiceFailure doubt(ServiceFailure failure) {
    return ServiceFailure.inDoubt(failure.getMessage(), failure);
  }

  void delete(Arguments release, CallContext call) throws ServiceFailure, InterruptedException {
    String tag = release.text("tag");
    String purpose = "delete the release " + tag;
    boolean gone =
        library.with(
            release.text("repository"),
            call,
            purpose,
            (found, said) -> {
              GHRelease present = found.getRelease(GithubClient.id(release));
              if (present == null) {
                return true;
              }
              if (isImmutable(said)) {
                throw ServiceFailure.refused(
                    "The release %s is immutable, and its name could never be used again: leave it, and release under another name."
                        .formatted(tag));
              }
              try {
                present.delete();
              } catch (IOException refused) {
                if (!said.met(404)) {
                  throw refused;
                }
              }
              return goneAfterwards(found, release, said);
            });
    if (!gone) {
      throw ServiceFailure.inDoubt(
          "GitHub was asked to %s and still shows it: look there before going on."
              .formatted(purpose),
          null);
    }
  }

  private static boolean goneAfterwards(GHRepository found, Arguments release, Conversation said)
      throws ServiceFailure, InterruptedException {
    try {
      return gone(found, release, said);
    } catch (ServiceFailure failure) {
      throw doubt(failure);
    }
  }

  private static boolean gone(GHRepository found, Arguments release, Conversation said)
      throws ServiceFailure, InterruptedException {
    return Staleness.gone(
        said, () -> Optional.ofNullable(found.getRelease(GithubClient.id(release))));
  }

  private static boolean isImmutable(Conversation said) throws ServiceFailure {
    return said.last().json().path("immutable").asBoolean();
  }

  private static Map<String, Object> record(String repository, GHRelease release) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("repository", repository);
    record.put("id", BigDecimal.valueOf(release.getId()));
    record.put("tag", text(release.getTagName()));
    record.put("name", text(release.getName()));
    record.put("notes", text(release.getBody()));
    record.put("draft", release.isDraft());
    record.put("prerelease", release.isPrerelease());
    record.put("url", URI.create(Objects.requireNonNull(release.getHtmlUrl()).toString()));
    return record;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
