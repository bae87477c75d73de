package dev.runbook.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.documentation.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** axe-core, which knows the rules of accessibility, in a page of a browser. */
final class Axe {

  private static final Path SCRIPT =
      Document.ROOT.resolve("target/npm/node_modules/axe-core/axe.min.js");

  private Axe() {}

  static String script() throws IOException {
    if (!Files.exists(SCRIPT)) {
      String reason =
          "there is no axe-core: npm install --prefix target/npm --no-save axe-core@4.14.1";
      System.err.println("skipped: " + reason);
      Assumptions.abort(reason);
    }
    return Files.readString(SCRIPT);
  }

  /** What breaks a rule, with the name of the rule. */
  static List<String> found(Browser browser) throws IOException, InterruptedException {
    JsonNode result =
        browser.promised("axe.run(document, { resultTypes: ['violations', 'incomplete'] })");
    List<String> found = new ArrayList<>();
    for (JsonNode rule : result.get("violations")) {
      for (JsonNode node : rule.get("nodes")) {
        found.add(rule.get("id").asText() + ": " + node.get("html").asText());
      }
    }
    return found;
  }
}
