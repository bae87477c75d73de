package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckAndFormatTest {

  private static final String WRONG =
      "runbook a \"A\" {\n  step s \"S\" {\n    | ${nobody}\n  }\n}\n";

  @TempDir Path folder;

  @Test
  void theRepositorysRunbooksAreRight() {
    Ran ran = Ran.command("check", Ran.repository("runbooks"));

    assertThat(ran.all()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  @Test
  void tellsTheMistakesOfAllFilesBelowAFolderAtOnce() throws IOException {
    Files.createDirectory(folder.resolve("deeper"));
    Ran.file(folder, "one.rb4", WRONG);
    Ran.file(folder.resolve("deeper"), "two.rb4", WRONG);

    Ran ran = Ran.command("check", folder.toString());

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.out()).contains("one.rb4:3:9", "two.rb4:3:9");
    assertThat(ran.err()).isEqualTo("2 mistakes\n");
  }

  @Test
  void jsonIsJson() throws IOException {
    String file = Ran.file(folder, "one.rb4", WRONG);

    Ran ran = Ran.command("check", "--format", "json", file);
    JsonNode mistake = new ObjectMapper().readTree(ran.out()).get(0);

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(mistake.get("code").asText()).startsWith("RB");
    assertThat(mistake.get("place").get("file").asText()).isEqualTo(file);
    assertThat(mistake.get("place").get("line").asInt()).isEqualTo(3);
  }

  @Test
  void jsonOfNoMistakesIsAnEmptyList() throws IOException {
    Ran ran = Ran.command("check", "--format", "json", Ran.repository("runbooks"));

    assertThat(ran.exit()).isZero();
    assertThat(new ObjectMapper().readTree(ran.out())).isEmpty();
  }

  @Test
  void aFolderWithoutRunbooksIsNamed() {
    Ran ran = Ran.command("check", folder.toString());

    assertThat(ran.isRefusal()).isTrue();
    assertThat(ran.err()).contains("no .rb4 file in `" + folder);
  }

  @Test
  void formatsOnceAndForAll() throws IOException {
    String file = Ran.file(folder, "one.rb4", "runbook a \"A\" { step s \"S\" {\n| Hi.\n} }\n");

    Ran asked = Ran.command("fmt", "--check", file);
    assertThat(asked.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(asked.out()).isEqualTo("not formatted: " + file + "\n");
    assertThat(Files.readString(Path.of(file))).contains("{ step");

    assertThat(Ran.command("fmt", file).out()).isEqualTo("formatted: " + file + "\n");
    assertThat(Files.readString(Path.of(file))).contains("{\n  step");
    assertThat(Ran.command("fmt", "--check", file)).isEqualTo(new Ran(0, "", ""));
  }

  @Test
  void whatCannotBeParsedIsNotFormatted() throws IOException {
    String broken = "runbook a \"A\" {\n  step\n";
    String file = Ran.file(folder, "one.rb4", broken);

    Ran ran = Ran.command("fmt", file);

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("error[", "one.rb4:");
    assertThat(Files.readString(Path.of(file))).isEqualTo(broken);
  }
}
