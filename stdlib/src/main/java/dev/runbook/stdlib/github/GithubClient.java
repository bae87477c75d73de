package dev.runbook.stdlib.github;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GitHub by its REST API, version 2022-11-28. */
final class GithubClient implements ServiceClient {

  private static final Set<String> WRITES =
      Set.of("create-release", "create-tag", "replace-in-file", "dispatch");

  private final Library library;
  private final Releases releases;
  private final Tags tags;
  private final Files files;
  private final Workflows workflows;

  GithubClient(Connection connection) {
    library = new Library(connection);
    tags = new Tags(library);
    releases = new Releases(library);
    files = new Files(library);
    workflows = new Workflows(library);
  }

  @Override
  public @Nullable Object perform(String action, Arguments given, CallContext call)
      throws ServiceFailure, InterruptedException {
    return switch (action) {
      case "release" -> releases.find(repository(given), given.text("tag"), call);
      case "releases" -> releases.all(repository(given), call);
      case "release-created" -> releases.created(repository(given), given, call);
      case "immutable" -> releases.immutable(given(given, "release"), call);
      case "release-gone" -> releases.gone(given(given, "release"), call);
      case "create-release" -> releases.create(repository(given), given, call);
      case "delete-release" -> {
        releases.delete(given(given, "release"), call);
        yield null;
      }
      case "tag" -> tags.find(repository(given), given.text("name"), call);
      case "tag-at" -> tags.at(repository(given), given.text("name"), given.text("object"), call);
      case "tag-gone" -> tags.gone(repository(given), given.text("name"), call);
      case "create-tag" ->
          tags.create(repository(given), given.text("name"), given.text("object"), call);
      case "delete-tag" -> {
        tags.delete(given(given, "tag"), call);
        yield null;
      }
      case "compare" ->
          files.compare(repository(given), given.text("from"), given.text("to"), call);
      case "file" -> files.find(repository(given), given.text("path"), given.text("at"), call);
      case "file-with" -> files.with(repository(given), given, call);
      case "replace-in-file" -> files.replace(repository(given), given, call);
      case "latest-run" ->
          workflows.latest(repository(given), given.text("workflow"), given.text("at"), call);
      case "run-after" ->
          workflows.after(
              given.has("newest") ? id(given(given, "newest")) : 0, repository(given), given, call);
      case "standing" -> workflows.standing(given(given, "run"), call);
      case "dispatch" -> workflows.dispatch(repository(given), given, call);
      default -> throw new IllegalArgumentException("github has no action " + action);
    };
  }

  @Override
  public List<Finding> verify(CallContext call) throws ServiceFailure, InterruptedException {
    library.greet(call);
    return List.of(Finding.good("GitHub is there and knows us"));
  }

  @Override
  public List<Finding> verify(String action, Arguments given, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!given.has("repository")) {
      return List.of();
    }
    String repository = repository(given);
    boolean writes = WRITES.contains(action);
    boolean may = library.with(repository, call, "read it", (found, said) -> found.hasPushAccess());
    return List.of(
        !writes || may
            ? Finding.good("the repository %s is there".formatted(repository))
            : Finding.bad(
                "the repository %s is there, and we may not write to it".formatted(repository),
                "Ask for write access, or use another token."));
  }

  private static String repository(Arguments given) {
    return given.text("repository");
  }

  /** A record that another action gave. */
  private static Arguments given(Arguments arguments, String name) {
    return new Arguments(arguments.map(name));
  }

  static long id(Arguments record) {
    return record.number("id").longValueExact();
  }
}
