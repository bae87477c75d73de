package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes from a clipboard, the one who sits there goes on, and the run is safe. */
final class PasteIT {

  /** Of another title, of a cleared screen, and of a link that is not what it says. */
  private static final String ESCAPES =
      "\033]0;another title\007\033[2J\033[31mred\033]8;;http://evil.example\033\\\\x"
          + "\u009b31mred\u009d0;another title\u009c \u202e";

  /** In no encoding. */
  private static final byte[] INVALID = {(byte) 0xff, (byte) 0xfe, (byte) 0xc3, '(', 0, 1, 2, 0x7f};

  @TempDir Path folder;

  private final List<Pane> panes = new ArrayList<>();

  @BeforeEach
  void isPossible() throws InterruptedException {
    assumeTrue(Pane.isPossible(), "tmux is not installed, so nobody can sit at a terminal here");
  }

  @AfterEach
  void close() throws IOException, InterruptedException {
    for (Pane open : panes) {
      open.close();
    }
  }

  /** Without what a terminal takes as a signal, as Ctrl-C, or for the end of what is typed. */
  private static byte[] garbage(int length) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(ESCAPES.getBytes(StandardCharsets.UTF_8));
    all.write(INVALID);
    Random random = new Random(1);
    while (all.size() < length) {
      int next = random.nextInt(256);
      boolean signal = next == 3 || next == 4 || next == 26 || next == 28;
      all.write(signal ? 'x' : next);
    }
    return all.toByteArray();
  }

  private Pane open(String command) throws IOException, InterruptedException {
    Pane open = new Pane(folder, command, 80, 50);
    panes.add(open);
    return open;
  }

  private Pane repl() throws IOException, InterruptedException {
    Pane pane = open("./runbook repl --as alice --state " + folder.resolve("state"));
    pane.screen("[sandbox] end>");
    return pane;
  }

  /** Ctrl-C drops what is typed, and what waits to be read: so it may take more than one. */
  private static void answers(Pane pane, String line, String awaited)
      throws IOException, InterruptedException {
    for (int again = 0; again < 60; again++) {
      pane.type("C-c");
      Thread.sleep(Duration.ofMillis(700));
      pane.answer(line);
      Thread.sleep(Duration.ofMillis(700));
      if (pane.now().contains(awaited)) {
        return;
      }
    }
    throw new AssertionError("no `" + awaited + "` came:\n" + pane.now());
  }

  /** No escape sequence of somebody else's reached the terminal, in either of their forms. */
  private static void isOurs(String written) {
    assertThat(written)
        .doesNotContain("\033]0", "\033[2J", "evil.example\033")
        .doesNotContainPattern("[\u0080-\u009f]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void garbageIsOnlyText(boolean bracketed) throws IOException, InterruptedException {
    Pane pane = repl();
    // Sign by sign, as keys that are pressed, a megabyte takes minutes on a busy machine.
    pane.paste(garbage(bracketed ? 1_000_000 : 50_000), bracketed);
    answers(pane, "1 + 2 * 3", "7  (number)");
    answers(pane, "stop enough", "exit 4");
    isOurs(pane.written());
    Ran audit = Ran.command("audit", "--state", folder.resolve("state").toString());
    assertThat(audit.exit()).as(audit.all()).isZero();
  }

  /** What is pasted as an answer is an answer, without what would be an order to a terminal. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void escapesInAnAnswer(boolean draws) throws IOException, InterruptedException {
    String book =
        """
        team ops "Ops" { contact "https://ops.example/" }
        runbook asks "Asking" {
          step one "One" {
            let who = ask "Who?" as text by ops up to 1h
            evidence "who" who
          }
        }
        """;
    String file = Ran.file(folder, "asks.rb4", book);
    Pane pane = open((draws ? "" : "TERM=dumb ") + "./runbook run " + file + " --as alice");
    pane.screen("or :help>");
    pane.paste((ESCAPES + " it is me").getBytes(StandardCharsets.UTF_8), true);
    pane.type("Enter");
    String end = pane.screen("exit ").replaceAll("\\s+", " ");
    assertThat(end).contains("exit 0", "evidence: who:", "it is me");
    String written = pane.written();
    // Where nothing is drawn, it is the terminal that shows what is typed, in its own way.
    isOurs(draws ? written : written.substring(written.indexOf("evidence: who:")));
  }
}
