package dev.runbook.stdlib.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Answer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.GHRef;
import org.kohsuke.github.GHRepository;

/** Tags, and who signed them in GitHub's eyes. */
final class Tags {

  /** A tag may name a tag; nobody does that more than once or twice. */
  private static final int DEEPEST = 5;

  private final Library library;

  Tags(Library library) {
    this.library = library;
  }

  @Nullable Map<String, Object> find(String repository, String name, CallContext call)
      throws ServiceFailure, InterruptedException {
    String tag = Names.ref(name);
    return library
        .with(
            repository,
            call,
            "read the tag " + name,
            (found, said) -> {
              Optional<GHRef> ref = ref(found, tag);
              return ref.isEmpty()
                  ? Optional.<Map<String, Object>>empty()
                  : Optional.of(record(repository, tag, ref.get(), said));
            })
        .orElse(null);
  }

  @Nullable Map<String, Object> at(String repository, String name, String object, CallContext call)
      throws ServiceFailure, InterruptedException {
    String tag = Names.ref(name);
    return library
        .with(
            repository,
            call,
            "look for the tag " + name,
            (found, said) -> {
              Optional<GHRef> ref =
                  Staleness.seen(said, () -> ref(found, tag).filter(it -> names(it, object)));
              return ref.isEmpty()
                  ? Optional.<Map<String, Object>>empty()
                  : Optional.of(record(repository, tag, ref.get(), said));
            })
        .orElse(null);
  }

  boolean gone(String repository, String name, CallContext call)
      throws ServiceFailure, InterruptedException {
    String tag = Names.ref(name);
    return library.with(
        repository,
        call,
        "look whether the tag " + name + " is gone",
        (found, said) -> Staleness.gone(said, () -> ref(found, tag)));
  }

  Map<String, Object> create(String repository, String name, String object, CallContext call)
      throws ServiceFailure, InterruptedException {
    String tag = Names.ref(name);
    Names.ref(object);
    return library.with(
        repository,
        call,
        "create the tag " + name,
        (found, said) -> {
          GHRef made = post(found, tag, object, said);
          if (!names(made, object)) {
            throw said.last().unusable("it names another object");
          }
          try {
            return record(repository, tag, made, said);
          } catch (ServiceFailure failure) {
            throw ServiceFailure.inDoubt(failure.getMessage(), failure);
          }
        });
  }

  private static GHRef post(GHRepository found, String tag, String object, Conversation said)
      throws IOException, ServiceFailure {
    try {
      return found.createRef("refs/tags/" + tag, object);
    } catch (IOException refused) {
      if (!said.met(422)) {
        throw refused;
      }
      Answer no = said.last();
      Optional<GHRef> equal = ref(found, tag).filter(ref -> names(ref, object));
      return equal.orElseThrow(no::failure);
    }
  }

  void delete(Arguments tag, CallContext call) throws ServiceFailure, InterruptedException {
    String name = Names.ref(tag.text("name"));
    String purpose = "delete the tag " + name;
    boolean gone =
        library.with(
            tag.text("repository"),
            call,
            purpose,
            (found, said) -> {
              requireNoRelease(found, name, said);
              Optional<GHRef> present = ref(found, name);
              if (present.isEmpty()) {
                return true;
              }
              if (!names(present.get(), tag.text("object"))) {
                throw ServiceFailure.refused(
                    "Somebody has moved the tag %s, so it was not deleted: look where it leads now."
                        .formatted(name));
              }
              return deleted(found, present.get(), name, said);
            });
    if (!gone) {
      throw ServiceFailure.inDoubt(
          "GitHub was asked to %s and still shows it: look there before going on."
              .formatted(purpose),
          null);
    }
  }

  private static boolean deleted(GHRepository found, GHRef present, String name, Conversation said)
      throws IOException, ServiceFailure, InterruptedException {
    try {
      present.delete();
    } catch (IOException refused) {
      if (!said.met(404) && !(said.met(422) && ref(found, name).isEmpty())) {
        throw refused;
      }
    }
    try {
      return Staleness.gone(said, () -> ref(found, name));
    } catch (ServiceFailure failure) {
      throw ServiceFailure.inDoubt(failure.getMessage(), failure);
    }
  }

  private static void requireNoRelease(GHRepository found, String tag, Conversation said)
      throws ServiceFailure, InterruptedException {
    boolean none = Staleness.gone(said, () -> Optional.ofNullable(found.getReleaseByTagName(tag)));
    if (!none) {
      throw ServiceFailure.refused(
          "There is a release of the tag %s, of which GitHub would make a draft: delete the release first."
              .formatted(tag));
    }
  }

  /**
   * @throws ServiceFailure (refused) where there is no such tag: GitHub would make one of its own,
   *     which nobody has signed
   */
  static void require(GHRepository found, String tag) throws IOException, ServiceFailure {
    if (ref(found, tag).isEmpty()) {
      throw ServiceFailure.refused(
          "GitHub has no tag %s yet: push it first, and give it a moment.".formatted(tag));
    }
  }

  private static Optional<GHRef> ref(GHRepository found, String tag) throws IOException {
    try {
      return Optional.of(found.getRef("tags/" + tag));
    } catch (GHFileNotFoundException none) {
      return Optional.empty();
    }
  }

  private static boolean names(GHRef ref, String object) {
    return ref.getObject() != null && object.equals(ref.getObject().getSha());
  }

  private Map<String, Object> record(String repository, String name, GHRef ref, Conversation said)
      throws ServiceFailure, InterruptedException {
    String object = ref.getObject().getSha();
    String type = ref.getObject().getType();
    boolean annotated = type.equals("tag");
    boolean verified = false;
    String reason = "unsigned";
    String commit = object;
    for (int depth = 0; type.equals("tag") && depth < DEEPEST; depth++) {
      JsonNode json = library.read(repository, "git/tags/" + Names.ref(commit), said);
      if (depth == 0) {
        verified = json.path("verification").path("verified").asBoolean();
        reason = json.path("verification").path("reason").asText(reason);
      }
      commit = json.path("object").path("sha").asText();
      type = json.path("object").path("type").asText();
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("repository", repository);
    record.put("name", name);
    record.put("commit", commit);
    record.put("object", object);
    record.put("annotated", annotated);
    record.put("verified", verified);
    record.put("reason", reason);
    return record;
  }
}
