package dev.runbook.stdlib.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake in a world's file is one sentence with its place. */
class WorldFileTest {

  private static final String NOW = "now: 2026-11-26T10:00:00Z\n";

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "jenkins: {} | w.yaml: `now` is missing: say when the rehearsal starts",
        "now: today | w.yaml, line 1: `today` is no moment: write it as in `now:"
            + " 2026-11-26T10:00:00Z`.",
        "'a list' | a world file is a list of `name: value` lines",
        "- a | a world file is a list of `name: value` lines",
        "now: [ | w.yaml, line 1: this is not YAML (",
        "now:\\n  a: b\\n c | w.yaml, line 3: this is not YAML (",
      })
  void filesThatAreNoWorld(String yaml, String problem) {
    assertThatThrownBy(() -> WorldFile.parse("w.yaml", yaml.replace("\\n", "\n")))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining(problem)
        .hasMessageMatching("[^\\n]+\\.");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "jenkns: {} | line 2: there is no service `jenkns`: did you mean `jenkins`?",
        "jenkins: { url: [a] } | line 2: `url` wants a text.",
        "jenkins: 7 | line 2: `jenkins` wants entries below it.",
        "jenkins:\\n"
            + "  pipline: {} | line 3: `pipline` is not known here: did you mean `pipelines`?",
        "jenkins:\\n"
            + "  pipelines:\\n"
            + "    p:\\n"
            + "      stages:\\n"
            + "        - { name: A, takes: 5min } | line 6: `5min` is no length of time: write it"
            + " as in `90s`, `6m` or `1h30m`.",
        "jenkins:\\n"
            + "  pipelines:\\n"
            + "    p:\\n"
            + "      stages:\\n"
            + "        - { nmae: A } | line 6: `nmae` is not known here: did you mean `name`?",
        "jenkins:\\n"
            + "  pipelines:\\n"
            + "    p:\\n"
            + "      stages:\\n"
            + "        - { takes: 5m } | line 6: `name` is missing.",
        "jenkins:\\n"
            + "  pipelines:\\n"
            + "    p:\\n"
            + "      stages: [{name: A}]\\n"
            + "      runs: [{stands: B}] | line 6: `B` is neither succeeded, failed, unstable or"
            + " aborted, nor a stage",
        "jenkins: { url: ci.test } | line 2: `ci.test` is no address",
        "balrog: { versions: { aus5: v1.0 } } | line 2: `aus5` is no address",
        "matrix: { rooms: [duty] } | line 2: `duty` is no room",
        "matrix: { rooms: 7 } | line 2: `rooms` wants a list.",
        "sentry: { issues: [{ project: x, title: t }] } | line 2: `x` is not among the projects.",
        "sentry:\\n  projects:\\n | line 3: `projects` has no value.",
        "grafana: { dashboards: { a: [{ title: t, value: many }] } } | line 2: `value` wants a"
            + " number.",
        "grafana: { dashboards: { a: [{ title: t, no-data: 3 }] } } | line 2: `no-data` is true or"
            + " false.",
        "teams: { oncall: [{ name: ada, balrgo: x }] } | line 2: `balrgo` is not known here: did"
            + " you mean `balrog`?",
        "teams: { oncall: [{ matrix: '@ada:a.test' }] } | line 2: `name` is missing.",
        "teams: { oncall: ada } | line 2: `oncall` wants a list.",
        "git: { history: [{ files: {} }] } | line 2: `version` is missing.",
        "shell: { commands: [{ command: [] }] } | line 2: `command` wants the program and its"
            + " arguments",
        "http: { answers: [{ url: 'https://a.test/', status: 2.5 }] } | line 2: `status` wants a"
            + " whole number.",
        "git: {}\\ngit: {} | line 3: `git` stands here a second time.",
        "git: &a {}\\nhttp: *a | line 3: `*a` is an alias: write the value out.",
      })
  void mistakes(String yaml, String problem, @TempDir Path scratch) {
    assertThatThrownBy(() -> Rehearsal.of(yaml.replace("\\n", "\n"), scratch).close())
        .isInstanceOf(YamlException.class)
        .hasMessageStartingWith("test.world.yaml, ")
        .hasMessageContaining(problem);
  }

  @Test
  void filesThatCannotBeRead(@TempDir Path folder) throws Exception {
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Path huge = Files.write(folder.resolve("h.yaml"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> WorldFile.read(folder)).hasMessageContaining(" is a folder");
    assertThatThrownBy(() -> WorldFile.read(folder.resolve("x")))
        .hasMessageContaining(": write a world file, or name another.");
    assertThatThrownBy(() -> WorldFile.read(binary)).hasMessageContaining("is not UTF-8 text");
    assertThatThrownBy(() -> WorldFile.read(huge)).hasMessageContaining("larger than 1 MiB");
  }

  @Test
  void theClockStartsWhereTheFileSays(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("w.yaml"), NOW, StandardCharsets.UTF_8);
    assertThat(WorldFile.read(file).now()).isEqualTo("2026-11-26T10:00:00Z");
  }
}
