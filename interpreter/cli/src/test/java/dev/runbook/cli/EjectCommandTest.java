package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.door.RealTimeline;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Origin;
import dev.runbook.journal.Prompt;
import dev.runbook.journal.WireForm;
import dev.runbook.source.Source;
import dev.runbook.spi.Version;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import dev.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run that is under way or was left, and what is ticked on it. */
final class EjectCommandTest {

  private static final Instant NOW = new RealTimeline().now();
  private static final String TEXT =
      """
      team releng "RelEng" { contact "https://releng.example/" }
      environment stage "Stage" { url = "https://stage.example/" }
      runbook greet "Greeting" in stage {
        param tag: version
        step one "First" { do "Wave." by releng up to 1h }
        step two "Second" { do "Bow for ${tag}." by releng up to 1h }
      }
      """;

  @TempDir Path folder;
  private StateFolder state;
  private String file = "";
  private String text = TEXT;

  @BeforeEach
  void open() throws IOException {
    state = StateFolder.open(folder.resolve("state"), new RealTimeline());
    file = Ran.file(folder, "greet.rb4", TEXT);
    Files.writeString(folder.resolve("runbook.yaml"), "profiles:\n  hand:\n    services: {}\n");
  }

  /** A run whose first step is done. */
  private Run begun() {
    Program program =
        Objects.requireNonNull(Checker.check(new Source(file, text), recorded()).program());
    Origin origin = new Origin("anna", "1", "hand", Texts.of(program));
    Value tag = new Value.Ver(Version.parse("v3.20").orElseThrow());
    Prompt wave =
        Prompt.of(Prompt.Kind.DO, "one/wave", "Wave.")
            .by(List.of(new Prompt.Team("releng", "RelEng")), 1);
    Answer yes = new Answer(Answer.Choice.YES, null, "anna", false, "");
    Run run = state.begin("greet", NOW, "anna");
    List.of(
            new Event.Began("greet", "Greeting", "stage", Map.of("tag", tag), origin, NOW),
            new Event.StepBegan("one", "First", NOW),
            new Event.Asked(wave, NOW),
            new Event.Answered(wave, yes, NOW))
        .forEach(event -> run.record().append(WireForm.write(event)));
    return run;
  }

  private static Texts recorded() {
    return new Texts(Map.of(), Workspace.open(null));
  }

  private Ran eject(String... more) {
    return Ran.command(
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("eject", "--state", state.root().toString()),
                java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  private Ran resume(String page) throws IOException {
    Path ticked = Files.writeString(folder.resolve("page.md"), page);
    return Ran.command(
        "resume",
        "--ticked",
        ticked.toString(),
        "--as",
        "anna",
        "--state",
        state.root().toString());
  }

  @Test
  void aRunThatIsUnderWayIsNotDisturbed() throws IOException {
    try (Run run = begun()) {
      byte[] before = Files.readAllBytes(state.record(run.id()));

      Ran ran = eject();

      assertThat(ran.exit()).isZero();
      assertThat(ran.out())
          .contains(
              "It is under way",
              "[x] **Do**, by RelEng, within 1h: Wave. *Done",
              "[ ] **Do**, by RelEng, within 1h: Bow for v3.20. <!-- did: two/bow-for -->");
      assertThat(ran.err()).contains("what it does next, nobody must do by hand", "Stop it first");
      assertThat(Files.readAllBytes(state.record(run.id()))).isEqualTo(before);
      run.lease().check();
    }
  }

  @Test
  void whatIsTickedIsDoneWhenTheRunGoesOn() throws IOException {
    String id;
    try (Run run = begun()) {
      id = run.id();
    }
    Ran ran = resume(eject().out().replace("[ ]", "[x]"));

    assertThat(ran.all()).contains("by hand, done, says anna: Do, by RelEng, within 1h: Bow");
    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(Files.readString(state.record(id)))
        .contains("\"reason\":\"ticked by hand\"", "\"kind\":\"ended\"");
  }

  @Test
  void ticksThatNobodyToldAreNotWrittenOver() throws IOException {
    try (Run _ = begun()) {}
    Path page = folder.resolve("rest.md");
    assertThat(eject("-o", page.toString()).exit()).isZero();
    assertThat(eject("-o", page.toString()).exit()).isZero();
    String ticked = Files.readString(page).replace("[ ]", "[x]");
    Files.writeString(page, ticked);

    Ran again = eject("-o", page.toString());

    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("has ticks of this run", "--ticked");
    assertThat(Files.readString(page)).isEqualTo(ticked);
  }

  @Test
  void aPageOfSomethingElseIsRefused() throws IOException {
    try (Run _ = begun()) {}
    String page = eject().out().replace("[ ]", "[x]");

    assertThat(resume("# Notes\n").err()).contains("is no page that `runbook eject` wrote");
    assertThat(resume(page.replace("what remains of 2", "what remains of 1")).err())
        .contains("is a page of the run 1");
    Files.writeString(Path.of(file), TEXT.replace("Bow", "Kneel"));
    assertThat(resume(page).err()).contains("another one than that of");
  }

  /** A run that was gone on with in another text has its page, its ticks and its rest of that. */
  @Test
  void theTextOfThePageIsThatOfTheRunAsItWasLastGoneOnWith() throws IOException {
    String id;
    text = TEXT;
    try (Run run = begun()) {
      id = run.id();
      text = TEXT.replace("Bow", "Kneel");
      Program later =
          Objects.requireNonNull(Checker.check(new Source(file, text), recorded()).program());
      run.record()
          .append(
              WireForm.write(
                  new Event.Resumed(new Origin("anna", "1", "hand", Texts.of(later)), NOW)));
    }
    String page = eject().out();
    assertThat(page).contains("[ ] **Do**, by RelEng, within 1h: Kneel for v3.20.");
    Files.delete(Path.of(file));

    Ran ran = resume(page.replace("[ ]", "[x]"));

    assertThat(ran.all()).contains("by hand, done, says anna: Do, by RelEng, within 1h: Kneel");
    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(Files.readString(state.record(id))).contains("\"kind\":\"ended\"");
  }

  /** Nobody can mend what is recorded, so a link in it keeps nobody from going on. */
  @Test
  void whatATextPromisesWronglyIsToldOfTheFileAndNotOfTheRecord() throws IOException {
    text = TEXT.replace("\"Wave.\"", "\"Wave, as [here](gone.rb4) and `there.\"");
    Files.writeString(Path.of(file), text);
    assertThat(Ran.command("check", file).all()).contains("RB2019", "RB1012");
    try (Run _ = begun()) {}
    Ran ran = eject();
    assertThat(ran.out()).contains("Wave, as here and \\`there.").contains("Bow for v3.20");
  }

  @Test
  void itIsAPageInEveryFormat() {
    try (Run _ = begun()) {}
    assertThat(eject("--format", "html").out()).contains("checked", "disabled", "Bow for v3.20");
    assertThat(eject("--format", "rst").out()).contains("☑", "☐");
    assertThat(eject("--format", "text").out()).contains("[x] Do", "[ ] Do");
  }

  @Test
  void aPageIsOfTheEnvironmentThatIsWanted() {
    String two =
        Ran.file(
            folder,
            "two.rb4",
            """
            environment stage "Stage" { url = "https://stage.example/" }
            environment prod "Production" { url = "https://prod.example/" }
            runbook look "Looking" in stage, prod { step one "Look" { do "Open ${env.url}." up to 1h } }
            """);
    assertThat(Ran.command("docs", two, "--in", "prod").out()).contains("Open <https://prod");
    assertThat(Ran.command("docs", two).out()).contains("Open <https://stage");
    assertThat(Ran.command("docs", two, "--in", "moon").err()).contains("it runs in stage, prod");
  }
}
