package dev.runbook.stdlib.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.runbook.spi.Arguments;
import dev.runbook.spi.CallContext;
import dev.runbook.spi.Connection;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceClient;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.exchange.Exchange;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.process.Subprocess;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commands on the operator's machine. Where the connection has a base, as in the sandbox, commands
 * are handed to that address instead and no process is started.
 */
final class ShellClient implements ServiceClient {

  private final Connection connection;

  ShellClient(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Object perform(String action, Arguments arguments, CallContext call)
      throws ServiceFailure, InterruptedException {
    boolean change =
        switch (action) {
          case "output" -> false;
          case "run" -> true;
          default -> throw new IllegalArgumentException("shell has no action " + action);
        };
    List<String> command = arguments.list("command", String.class);
    if (command.isEmpty() || command.getFirst().isBlank()) {
      throw ServiceFailure.refused("The command is empty: name a program.");
    }
    String program = command.getFirst();
    Optional<URI> base = connection.base();
    Subprocess.Result result =
        base.isPresent()
            ? handOver(base.get(), command, change, call)
            : start(command, arguments, change, call);
    if (!result.complete()) {
      throw undecided(
          change, "`%s` took too long or printed too much and was ended".formatted(program));
    }
    if (result.exit() != 0) {
      String why = result.lastError().isEmpty() ? "" : ": " + result.lastError();
      throw undecided(
          change, "`%s` ended with exit code %d%s".formatted(program, result.exit(), why));
    }
    return result.output();
  }

  /** A command that failed half-way may have acted; one that only reads has merely not answered. */
  private static ServiceFailure undecided(boolean change, String what) {
    return change
        ? ServiceFailure.inDoubt(what + "; look what it has done before you run it again.", null)
        : ServiceFailure.refused(what + "; run it by hand to see why.");
  }

  /**
   * Besides the command, an action that is declared by shell may bring variables and an input:
   * secrets travel there.
   */
  private static Subprocess.Result start(
      List<String> command, Arguments arguments, boolean change, CallContext call)
      throws ServiceFailure, InterruptedException {
    Map<String, String> environment = new LinkedHashMap<>();
    if (arguments.has("environment")) {
      arguments.map("environment").forEach((name, value) -> environment.put(name, revealed(value)));
    }
    if (change) {
      call.beforeChange();
    }
    String input = arguments.has("input") ? revealed(arguments.any("input")) : "";
    try {
      return Subprocess.run(command, environment, Set.of(), input, call.limit());
    } catch (Subprocess.NotStarted missing) {
      throw ServiceFailure.unavailable(
          "`%s` could not be started: is it installed?".formatted(command.getFirst()), missing);
    } catch (IOException broken) {
      throw undecided(change, "The output of `%s` could not be read".formatted(command.getFirst()));
    }
  }

  private static String revealed(@Nullable Object value) {
    return value instanceof Secret secret ? secret.reveal() : String.valueOf(value);
  }

  private Subprocess.Result handOver(
      URI base, List<String> command, boolean change, CallContext call)
      throws ServiceFailure, InterruptedException {
    ArrayNode words = Json.array();
    command.forEach(words::add);
    var ask = new Exchange("Shell", connection).ask(call, "run `" + command.getFirst() + "`");
    JsonNode answer = (change ? ask.change() : ask).postJson(base, words.toString()).json();
    return new Subprocess.Result(
        answer.path("exit").asInt(),
        answer.path("output").asText(),
        answer.path("errors").asText(),
        true);
  }
}
