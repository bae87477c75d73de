package dev.runbook.stdlib.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.spi.StandIn;
import dev.runbook.spi.World;
import dev.runbook.stdlib.exchange.Json;
import dev.runbook.stdlib.sandbox.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What commands print in the sandbox, where none is started. */
final class ShellStandIn implements StandIn {

  private static final String HOST = "shell.test";

  private record Printed(int exit, String output) {}

  private final Map<List<String>, Printed> commands = new LinkedHashMap<>();

  ShellStandIn(World world) {
    Facts facts = Facts.of("shell", world.facts(), "commands");
    for (Facts each : facts.maps("commands", "command", "prints", "exit")) {
      List<String> command = each.texts("command");
      if (command.isEmpty()) {
        throw each.wrong("command", "`command` wants the program and its arguments as a list");
      }
      commands.put(
          command, new Printed(each.integer("exit", 0), each.optionalText("prints").orElse("")));
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
    Printed printed = commands.get(command);
    if (printed == null) {
      return Reply.json(
          404,
          Json.object().put("error", "the world's file does not say what it prints").toString());
    }
    return Reply.json(
        200,
        Json.object()
            .put("exit", printed.exit())
            .put("output", printed.output())
            .put("errors", "")
            .toString());
  }
}
