package dev.runbook.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.runbook.cli.Commanded;
import dev.runbook.cli.LeftRun;
import dev.runbook.documentation.Document;
import dev.runbook.stdlib.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages are what they were. With {@code -Dpages.update} they are written anew, and it fails all the
 * same: whoever does that has to look at them.
 */
class GoldenTest {

  private static final Set<String> KEPT =
      Set.of(
          "hard.rb4",
          "hard.md",
          "hard.rst",
          "hard.diff.txt",
          "deploy-prod.md",
          "deploy-stage.md",
          "deploy-prod.dry.md",
          "deploy-prod.rest.md",
          "balrog.md");

  /** What somebody might do to a runbook in half a year. */
  private static final Map<String, String> CHANGES =
      Map.ofEntries(
          Map.entry("step agree \"Agree\" {", "step agree \"Agree first\" {"),
          Map.entry("\"May it begin?\" by ops up to 1h", "\"May it begin?\" by ops up to 2h"),
          Map.entry("by 2 of ops up to 1h", "by ops up to 1h"),
          Map.entry("param note: text?", "param note: text?; param more: number = 2"),
          Map.entry("  needs shell", "  require more > 1 else \"More than one.\"; needs shell"),
          Map.entry(", \"a ladder *and* a lamp\"", ""),
          Map.entry("at most 1 lamp.smash per name", "at most 2 lamp.smash per name"),
          Map.entry("retry 3 times every 10s", "retry 5 times every 10s"),
          Map.entry("for 5m every 30s up to 10m", "for 15m every 30s up to 30m"),
          Map.entry("within 20% of 5", "within 10% of 5"),
          Map.entry("wait-until 20:00 up to 1d", ""),
          Map.entry("irreversible because \"glass does not grow\"", "undo => smash(name)"),
          Map.entry("| It was ${answer}.", "| It was ${answer}, they say."),
          Map.entry("every 10s usually 1m up to 5m", "every 10s usually 2m up to 15m"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"deploy-prod, md", "deploy-stage, md", "balrog, md"})
  void aRunbookOfBalrog(String name, String format) throws IOException {
    compare(name + "." + format, Made.runbook(name, format));
  }

  @ParameterizedTest
  @CsvSource({"md", "rst"})
  void whatIsHardToPrint(String format) throws IOException {
    compare("hard." + format, Made.page(Made.HARD, format, "--runbook", "hard"));
  }

  @Test
  void whatAPushWouldDo() throws IOException {
    String push = Document.ROOT.resolve("runbooks/deploy-prod.rb4").toString();
    Commanded dry =
        Commanded.of("run", push, "--tag", "v3.20", "--dry-run", "--with-reads", "--format", "md");
    assertThat(dry.exit()).as(dry.err()).isZero();
    compare("deploy-prod.dry.md", dry.out().replace(Document.ROOT + "/", ""));
  }

  /** Cut off when Jenkins had been told to promote, and had not said yet that it does. */
  @Test
  void whatRemainsOfAPush() throws IOException {
    LeftRun run =
        LeftRun.of(
            "deploy-prod",
            folder,
            List.of("--tag", "v3.20"),
            line -> line.contains("\"kind\":\"intent\"") && line.contains("PROD: PROMOTE"));
    Commanded eject = Commanded.of("eject", "--state", run.state());
    assertThat(eject.exit()).as(eject.err()).isZero();
    String page = eject.out().replace(Document.ROOT + "/", "").replace(run.id(), "THE-RUN");
    compare(
        "deploy-prod.rest.md",
        page.replaceAll("the last that is known of it happened [^.]*", "LAST")
            .replaceAll(", text \\w{16} -->", ", text TEXT -->"));
  }

  @Test
  void whatIsDifferent() throws IOException, InterruptedException {
    Path file = folder.resolve("hard.rb4");
    String text = Made.read(Path.of(Made.HARD));
    Files.writeString(file, text);
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=anna", "-c", "user.email=anna@example", "commit", "-q", "-m", "first");
    for (Map.Entry<String, String> change : CHANGES.entrySet()) {
      assertThat(text).contains(change.getKey());
      text = text.replace(change.getKey(), change.getValue());
    }
    int one = text.indexOf("  step one ");
    int two = text.indexOf("  step two ");
    int three = text.indexOf("  step three ");
    text =
        text.substring(0, one)
            + text.substring(two, three)
            + text.substring(one, two)
            + "  step fresh \"Fresh air\" {\n    do \"Open a window.\" up to 1h\n  }\n\n"
            + text.substring(three);
    Files.writeString(file, text);
    Commanded diff = Commanded.of("diff", file.toString(), "--rev", "HEAD", "--runbook", "hard");
    assertThat(diff.exit()).as(diff.err()).isZero();
    compare("hard.diff.txt", diff.out());
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(words));
    Subprocess.Result result =
        Subprocess.run(command, Map.of(), Set.of(), "", Duration.ofSeconds(30));
    assertThat(result.exit()).as(result.errors()).isZero();
  }

  private static void compare(String name, String page) throws IOException {
    Path file = Made.CASES.resolve(name);
    if (System.getProperty("pages.update") != null) {
      Files.writeString(file, page);
      fail(file + " was written anew: look at it, and run the test without -Dpages.update");
    }
    assertThat(page).as("to update: -Dpages.update").isEqualTo(Made.read(file));
  }

  @Test
  void noPageIsKeptThatNobodyCompares() {
    assertThat(Made.files(Made.CASES))
        .allSatisfy(file -> assertThat(KEPT).contains(file.getFileName().toString()));
  }
}
