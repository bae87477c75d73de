package dev.runbook.stdlib.git;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Version;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Git by its command line, on a clone of this machine and its remote. */
final class GitClient implements ServiceClient {

  private final Connection connection;

  GitClient(Connection connection) {
    this.connection = connection;
  }

  @Override
  public @Nullable Object perform(String action, Arguments given, CallContext call)
      throws ServiceFailure, InterruptedException {
    return switch (action) {
      case "schema-change" -> schemaChange(given, reading(call));
      case "difference" ->
          new CloneHistory(reading(call)).difference(given.text("from"), given.text("to"));
      case "standing" ->
          new CloneHistory(command(call)).standing(remoteName(), given.text("branch"));
      case "versions" -> tags(reading(call)).versions();
      case "tag" -> record(tags(reading(call)).find(given.text("name")));
      case "tag-at" -> record(tags(reading(call)).at(given.text("name"), given.text("at")));
      case "signature" -> signature(given.text("name"), signing(call));
      case "remote-tag" -> record(remote(call).find(given.text("name")));
      case "pushed" -> record(remote(call).pushed(tag(given, "tag")));
      default -> change(action, given, call);
    };
  }

  @Override
  public List<Finding> verify(CallContext call) throws ServiceFailure, InterruptedException {
    GitCommand clone = command(call);
    clone.requireHistory();
    remote(call).requireAnswer();
    return List.of(
        Finding.good(
            "the clone %s is there, and its remote %s answers"
                .formatted(clone.folder().getFileName(), remoteName())));
  }

  @Override
  public List<Finding> verify(String action, Arguments given, CallContext call)
      throws ServiceFailure, InterruptedException {
    return action.equals("create-tag")
        ? List.of(new SigningKey(signing(call), connection.setting("signing-key")).look())
        : List.of();
  }

  private @Nullable Object change(String action, Arguments given, CallContext call)
      throws ServiceFailure, InterruptedException {
    call.beforeChange();
    switch (action) {
      case "create-tag" -> {
        return tags(signing(call))
            .create(given.text("name"), given.text("at"), given.text("message"))
            .record();
      }
      case "push-tag" -> {
        remote(call).push(tag(given, "tag"));
        return tag(given, "tag").record();
      }
      case "move-remote-tag" -> {
        remote(call).move(tag(given, "from"), tag(given, "to"));
        return tag(given, "to").record();
      }
      case "delete-tag" -> tags(command(call)).delete(tag(given, "old"));
      case "restore-tag" -> tags(command(call)).restore(tag(given, "old"));
      case "delete-remote-tag" -> remote(call).delete(tag(given, "tag"));
      default -> throw new IllegalArgumentException("git has no action " + action);
    }
    return null;
  }

  private Map<String, Object> schemaChange(Arguments given, GitCommand git)
      throws ServiceFailure, InterruptedException {
    Repository repository = new Repository(git);
    Version from = given.version("from");
    Version to = given.version("to");
    repository.requireTags(List.of(from.spelling(), to.spelling()));
    List<TreeChange> changes = repository.changes(from.spelling(), to.spelling());
    SchemaDiff diff = SchemaDiff.of(repository, changes, migrations(given));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("change", diff.change().word());
    result.put("files", diff.files());
    result.put("reason", diff.reason());
    return result;
  }

  /** Where the clone keeps them is known best where the clone is. */
  private List<String> migrations(Arguments given) {
    return connection
        .setting("migrations")
        .map(folders -> Stream.of(folders.split(",")).map(String::strip).toList())
        .orElseGet(() -> given.list("folders", String.class));
  }

  private Map<String, Object> signature(String name, GitCommand git)
      throws ServiceFailure, InterruptedException {
    GitTag tag =
        tags(git)
            .find(name)
            .orElseThrow(() ->
                ServiceFailure.refused(
                    "The clone has no tag %s: run `git fetch --tags`, or correct the name."
                        .formatted(name)));
    return new Signatures(git).verify(tag);
  }

  /** For what only reads: in a rehearsal, a clone that is the same in many of them. */
  private GitCommand reading(CallContext call) throws ServiceFailure {
    Optional<String> history = connection.setting("history");
    return history.isPresent()
        ? GitCommand.remembering(Path.of(history.get()), call.limit())
        : command(call);
  }

  private GitCommand command(CallContext call) throws ServiceFailure {
    return command(call, Map.of());
  }

  private GitCommand command(CallContext call, Map<String, String> environment)
      throws ServiceFailure {
    Path folder =
        Path.of(
            connection
                .setting("repository")
                .orElseThrow(() ->
                    ServiceFailure.refused(
                        "The profile does not name a git repository: add the folder of a clone"
                            + " there.")));
    return new GitCommand(folder, call.limit(), environment, false);
  }

  /** With the keys, and with the run's time as that of the tag. */
  private GitCommand signing(CallContext call) throws ServiceFailure {
    Map<String, String> environment = new HashMap<>();
    long seconds = call.clock().now().getEpochSecond();
    environment.put("GIT_COMMITTER_DATE", "@" + seconds + " +0000");
    connection.setting("gnupg-home").ifPresent(home -> environment.put("GNUPGHOME", home));
    return command(call, environment);
  }

  private CloneTags tags(GitCommand git) {
    return new CloneTags(git, connection.setting("signing-key"));
  }

  private Remote remote(CallContext call) throws ServiceFailure {
    return new Remote(command(call), remoteName());
  }

  private String remoteName() {
    return connection.setting("remote").orElse("origin");
  }

  private static GitTag tag(Arguments given, String name) {
    return GitTag.of(new Arguments(given.map(name)));
  }

  private static @Nullable Object record(Optional<GitTag> tag) {
    return tag.map(GitTag::record).orElse(null);
  }
}
