package dev.runbook.stdlib.git;

import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.Version;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Git by its command line, on a repository of this machine. */
final class GitClient implements ServiceClient {

  private final Connection connection;

  GitClient(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    if (!action.equals("schema-change")) {
      throw new IllegalArgumentException("git has no action " + action);
    }
    Path path =
        Path.of(
            connection
                .setting("repository")
                .orElseThrow(() ->
                    ServiceFailure.refused(
                        "The profile does not name a git repository: add the folder of a clone"
                            + " there.")));
    Repository repository = new Repository(path, call.limit());
    Version from = arguments.version("from");
    Version to = arguments.version("to");
    repository.requireTags(List.of(from.spelling(), to.spelling()));
    List<TreeChange> changes = repository.changes(from.spelling(), to.spelling());
    SchemaDiff diff = SchemaDiff.of(repository, changes, arguments.list("folders", String.class));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("change", diff.change().word());
    result.put("files", diff.files());
    result.put("reason", diff.reason());
    return result;
  }
}
