package dev.runbook.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every file that is no runbook gets one sentence with the place and the way out. */
final class UnreadableFilesTest {

  private static final String FINE = "runbook a \"A\" {\n  step s \"S\" {\n    | Hi.\n  }\n}\n";

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Ran.file(folder, "fine.rb4", FINE);
    Files.createDirectory(folder.resolve("folder"));
    Files.write(folder.resolve("binary.rb4"), new byte[] {1, 0, 7, 0});
    Files.write(folder.resolve("latin.rb4"), "| caf\u00e9\n".getBytes(ISO_8859_1));
    Files.write(folder.resolve("marked.rb4"), ("\uFEFF" + FINE).getBytes(UTF_8));
    Files.write(folder.resolve("windows.rb4"), FINE.replace("\n", "\r\n").getBytes(UTF_8));
    try (RandomAccessFile large =
        new RandomAccessFile(folder.resolve("large.rb4").toFile(), "rw")) {
      large.setLength(100_000_000);
    }
    Ran.file(folder, "imports.rb4", "use x from \"nowhere.rb4\"\n" + FINE);
    Ran.file(folder, "left.rb4", "use r from \"right.rb4\"\nfunction l() -> number => r()\n");
    Ran.file(folder, "right.rb4", "use l from \"left.rb4\"\nfunction r() -> number => l()\n");
  }

  @ParameterizedTest
  @CsvSource({
    "fime.rb4,    RB4001, Did you mean `fine.rb4`?",
    "nothing.rb4, RB4001, Check the path",
    "folder,      RB4001, is a directory",
    "binary.rb4,  RB4001, zero byte",
    "large.rb4,   RB4002, larger than 1 MiB",
    "latin.rb4,   RB4003, Save the file as UTF-8",
    "marked.rb4,  RB4004, byte order mark",
    "windows.rb4, RB4004, runbook fmt",
    "imports.rb4, RB2010, nowhere.rb4",
    "left.rb4,    RB2011, circle",
  })
  void isRefusedByARun(String name, String code, String words) {
    Ran ran = Ran.command("run", folder.resolve(name).toString(), "--yes");

    assertThat(ran.isRefusal()).as(ran.all()).isTrue();
    assertThat(ran.err()).contains("error[" + code + "]", words, "  = fix: ", name);
  }

  @ParameterizedTest
  @CsvSource({"fime.rb4", "binary.rb4", "large.rb4", "latin.rb4", "marked.rb4", "imports.rb4"})
  void isRefusedByACheck(String name) {
    Ran ran = Ran.command("check", folder.resolve(name).toString());

    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.out()).contains("error[", "  = fix: ", name);
    assertThat(ran.hasTrace()).isFalse();
  }

  @Test
  void formattingPutsLineEndsAndMarksRight() throws IOException {
    for (String name : new String[] {"marked.rb4", "windows.rb4"}) {
      Path file = folder.resolve(name);

      assertThat(Ran.command("fmt", "--check", file.toString()).exit()).isEqualTo(ExitCode.FAILED);
      assertThat(Ran.command("fmt", file.toString()).exit()).isZero();
      assertThat(Files.readString(file)).isEqualTo(FINE);
    }
  }

  @Test
  void formattingLeavesAloneWhatItCannotRead() throws IOException {
    Path file = folder.resolve("latin.rb4");
    byte[] before = Files.readAllBytes(file);

    assertThat(Ran.command("fmt", file.toString()).exit()).isEqualTo(ExitCode.USAGE);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aNameThatNoFileCanHaveIsRefused() {
    assertThat(Ran.command("check", "a\0b.rb4").isRefusal()).isTrue();
  }
}
