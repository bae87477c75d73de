package dev.runbook.stdlib.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What commands print in the sandbox, where none is started. A command may print something else
 * after another one: what was run last counts.
 */
final class ShellStandIn implements StandIn {

  private static final String HOST = "shell.test";

  private record Printed(List<String> command, List<String> after, int exit, String output) {}

  private final List<Printed> commands = new ArrayList<>();

  /** When each command was last run to a good end, as a number that grows. */
  private final Map<List<String>, Integer> runs = new HashMap<>();

  private int moments;

  ShellStandIn(World world) {
    Facts facts = Facts.of("shell", world.facts(), "commands");
    Set<List<List<String>>> seen = new HashSet<>();
    for (Facts each : facts.maps("commands", "command", "prints", "exit", "after")) {
      List<String> command = each.texts("command");
      if (command.isEmpty()) {
        throw each.wrong("command", "`command` wants the program and its arguments as a list");
      }
      List<String> after = each.texts("after");
      if (!seen.add(List.of(command, after))) {
        throw each.wrong(
            "command", "the same command stands twice: say with `after` when it prints what");
      }
      commands.add(
          new Printed(
              command, after, each.integer("exit", 0), each.optionalText("prints").orElse("")));
    }
    for (Facts each : facts.maps("commands")) {
      if (each.has("after") && !named(each.texts("after"))) {
        throw each.wrong("after", "`after` names a command that stands nowhere in `commands`");
      }
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("base", "http://" + HOST + "/");
  }

  @Override
  public List<String> hosts() {
    return List.of(HOST);
  }

  @Override
  public Reply handle(Request request) {
    List<String> command = new ArrayList<>();
    for (JsonNode word : Json.readOrEmpty(request.bodyText())) {
      command.add(word.asText());
    }
    Printed printed = null;
    for (Printed each : commands) {
      if (each.command().equals(command)
          && (each.after().isEmpty() || runs.containsKey(each.after()))
          && (printed == null || lastRun(each.after()) > lastRun(printed.after()))) {
        printed = each;
      }
    }
    if (printed == null) {
      return Reply.json(
          404,
          Json.object().put("error", "the world's file does not say what it prints").toString());
    }
    if (printed.exit() == 0) {
      runs.put(command, ++moments);
    }
    return Reply.json(
        200,
        Json.object()
            .put("exit", printed.exit())
            .put("output", printed.output())
            .put("errors", "")
            .toString());
  }

  private int lastRun(List<String> command) {
    return runs.getOrDefault(command, 0);
  }

  private boolean named(List<String> command) {
    return commands.stream().anyMatch(each -> each.command().equals(command));
  }
}
