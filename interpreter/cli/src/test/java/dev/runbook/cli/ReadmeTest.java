package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.documentation.Document;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows files and runs as they are. The comment in front of a block says of what. */
class ReadmeTest {

  private static final Document README = Document.of("README.md");
  private static final String FILE = "part of ";
  private static final String RUN = "output, shortened, of ./runbook ";
  private static final String LEFT_OUT = "…";

  private static Stream<Document.Block> blocks(String of) {
    return README.blocks().stream().filter(block -> block.comment().startsWith(of));
  }

  @Test
  void whatItShowsOfAFileStandsThere() {
    assertThat(blocks(FILE)).isNotEmpty();
    assertThat(blocks(FILE))
        .allSatisfy(block ->
            assertThat(Document.of(block.comment().substring(FILE.length())).text())
                .contains(block.text()));
  }

  @Test
  void whatItShowsOfARunIsPrinted() {
    assertThat(blocks(RUN)).isNotEmpty();
    blocks(RUN).forEach(ReadmeTest::isPrinted);
  }

  private static void isPrinted(Document.Block block) {
    List<String> printed = printed(block.comment().substring(RUN.length()).split(" "));
    int at = 0;
    for (String line : block.text().lines().filter(l -> !l.equals(LEFT_OUT)).toList()) {
      while (at < printed.size() && !shows(line, printed.get(at))) {
        at++;
      }
      assertThat(at)
          .as("not printed, or not here: %s%n%s", line, String.join("\n", printed))
          .isLessThan(printed.size());
      at++;
    }
  }

  private static boolean shows(String line, String printed) {
    return line.endsWith(LEFT_OUT)
        ? printed.startsWith(line.substring(0, line.length() - 1))
        : printed.equals(line);
  }

  /** Both streams, as on a terminal; files are named from the repository's root. */
  private static List<String> printed(String... command) {
    String[] args =
        Arrays.stream(command)
            .map(arg -> arg.contains("/") ? Document.ROOT.resolve(arg).toString() : arg)
            .toArray(String[]::new);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int exit = Main.run(new Console(both, both), args);
    assertThat(exit).isZero();
    return bytes.toString(StandardCharsets.UTF_8).replace(Document.ROOT + "/", "").lines().toList();
  }
}
