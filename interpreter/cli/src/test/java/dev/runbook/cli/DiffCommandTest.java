package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.door.RealTimeline;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.WireForm;
import dev.runbook.source.Source;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import dev.runbook.stdlib.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is different in a runbook, told in words. */
final class DiffCommandTest {

  private static final String TEXT =
      """
      team releng "RelEng" { contact "https://releng.example/" }
      team sre "SRE" { contact "https://sre.example/" }
      runbook greet "Greeting" {
        param name: text
        step one "First" { confirm "Greet ${name}?" by releng up to 1h }
        step two "Second" { do "Wave." by sre up to 1h }
        step three "Third" { do "Bow." by sre up to 1h }
      }
      """;

  @TempDir Path folder;
  private String file = "";

  @BeforeEach
  void committed() throws IOException, InterruptedException {
    file = Ran.file(folder, "greet.rb4", TEXT);
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=anna", "-c", "user.email=anna@example", "commit", "-q", "-m", "first");
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(words));
    Subprocess.Result result =
        Subprocess.run(command, Map.of(), Set.of(), "", Duration.ofSeconds(30));
    assertThat(result.exit()).as(result.errors()).isZero();
  }

  private Ran diff(String from, String to) throws IOException {
    assertThat(TEXT).contains(from);
    Files.writeString(Path.of(file), TEXT.replace(from, to));
    return Ran.command("diff", file, "--rev", "HEAD");
  }

  @Test
  void theSameIsNoDifference() throws IOException {
    assertThat(diff("team sre", "# A remark.\nteam sre").out())
        .isEqualTo("`greet`, compared to `HEAD`: nothing is different for its readers.\n");
  }

  @Test
  void stepsThatCameWentAndMovedAreTold() throws IOException {
    String two = "  step two \"Second\" { do \"Wave.\" by sre up to 1h }\n";
    String three = "  step three \"Third\" { do \"Bow.\" by sre up to 1h }\n";
    assertThat(diff(two, "").out()).contains("- removed: step “Second”\n").hasLineCount(2);
    assertThat(diff(three, three + three.replace("three", "four").replace("Third", "Last")).out())
        .contains("- added: step “Last”, after “Third”\n")
        .hasLineCount(2);
    assertThat(diff(two + three, three + two).out())
        .contains("- moved: step “Second” comes after “Third” now\n")
        .hasLineCount(2);
  }

  @Test
  void whoAndHowLongAreTold() throws IOException {
    assertThat(diff("by releng up to 1h", "by sre up to 2h").out().replaceAll("\\s+", " "))
        .contains(
            "changed: the limit of the confirm “Greet <name: text>?”, in “First”: 1h → 2h",
            "changed: who says yes to the confirm “Greet <name: text>?”, in “First”: RelEng → SRE");
    assertThat(diff("name: text", "name: text = \"you\"").out())
        .contains("changed: the parameter `name`: text, has to be said → text, usually you");
  }

  /** Whoever reads that nothing is different does not read the page again. */
  @Test
  void wordsCasesAndOrderAreToldToo() throws IOException {
    String wave = "do \"Wave.\" by sre up to 1h";
    assertThat(diff(wave, "\n| Slowly.\n" + wave).out())
        .contains("- added: the words “Slowly.”, in “Second”\n")
        .hasLineCount(2);
    assertThat(diff(wave, "if name is \"you\" { " + wave + " }").out().replaceAll("\\s+", " "))
        .contains("added: the case: If <name: text> is you, in “Second”");
    assertThat(diff(wave, wave + "; do \"Nod.\" by sre up to 1h").out())
        .contains("added: the work “Nod.”, in “Second”");
    String two = wave + "; do \"Nod.\" by sre up to 1h";
    Files.writeString(Path.of(file), TEXT.replace(wave, two));
    assertThat(Ran.command("check", file).exit()).isZero();
    String state = folder.resolve("state").toString();
    assertThat(Ran.command("run", file, "--name", "you", "--yes", "--state", state).exit())
        .isZero();
    String run = Ran.command("runs", "--state", state).out().split(" ", 2)[0];
    Files.writeString(Path.of(file), TEXT.replace(wave, "do \"Nod.\" by sre up to 1h; " + wave));
    assertThat(Ran.command("diff", file, "--from", run, "--state", state).out())
        .contains("- moved: the work “Wave.” comes at another place, in “Second”\n")
        .hasLineCount(2);
  }

  private String ended(StateFolder state, String text, Outcome outcome, Instant at) {
    Program program =
        Objects.requireNonNull(
            Checker.check(new Source(file, text), Workspace.open(null)).program());
    Origin origin = new Origin("anna", "1", "hand", Texts.of(program));
    try (Run run = state.begin("greet", at, "anna")) {
      List.of(
              new Event.Began("greet", "Greeting", "", Map.of(), origin, at),
              new Event.Ended(outcome, "", at))
          .forEach(event -> run.record().append(WireForm.write(event)));
      return run.id();
    }
  }

  @Test
  void theLastGoodRunIsWhatCountsUnlessOneIsNamed() {
    StateFolder state = StateFolder.open(folder.resolve("state"), new RealTimeline());
    Instant now = new RealTimeline().now();
    String good =
        ended(state, TEXT.replace("Wave.", "Nod."), Outcome.DONE, now.minus(Duration.ofDays(2)));
    String bad =
        ended(state, TEXT.replace("by releng", "by sre"), Outcome.FAILED, now.minusSeconds(60));

    Ran last = Ran.command("diff", file, "--state", state.root().toString());
    assertThat(last.out().replaceAll("\\s+", " "))
        .contains("compared to the run " + good, "Nod", "Wave")
        .doesNotContain("who says yes");

    Ran named = Ran.command("diff", file, "--from", bad, "--state", state.root().toString());
    assertThat(named.out().replaceAll("\\s+", " "))
        .contains("compared to the run " + bad, "who says yes to the confirm", "SRE → RelEng")
        .doesNotContain("Wave");
  }

  @Test
  void aRehearsalThatIsKeptCanBeNamed() throws IOException {
    String state = folder.resolve("state").toString();
    assertThat(Ran.command("run", file, "--name", "you", "--yes", "--state", state).exit())
        .isZero();
    Files.writeString(Path.of(file), TEXT.replace("up to 1h", "up to 2h"));
    assertThat(Ran.command("diff", file, "--from", "greet", "--state", state).err())
        .contains("There is no run `greet`");
    String run = Ran.command("runs", "--state", state).out().split(" ", 2)[0];
    assertThat(Ran.command("diff", file, "--from", run, "--state", state).out())
        .contains("1h → 2h");
    assertThat(Ran.command("diff", file, "--state", state).err()).contains("good end yet");
  }

  @Test
  void whatCannotBeComparedIsSaid() throws IOException {
    String none = Ran.file(folder, "none.rb4", "| # Notes\n");
    assertThat(Ran.command("diff", none, "--rev", "HEAD").err())
        .contains("There is no runbook in `" + none + "`.");
    String state = folder.resolve("state").toString();
    assertThat(Ran.command("diff", file, "--rev", "nowhere").err())
        .contains("as it was in `nowhere`: ")
        .doesNotContain("fatal", "..");
    assertThat(Ran.command("diff", file, "--rev", "--output=x").err()).contains("is no revision");
    assertThat(Ran.command("diff", file, "--state", state).err()).contains("good end yet");
  }
}
