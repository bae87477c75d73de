package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.console.Line;
import dev.runbook.console.Tone;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/** What lines look like on a terminal. */
final class PainterTest {

  private static final Line LINE =
      new Line(
          List.of(new Line.Piece("[real]", Tone.REAL), new Line.Piece(" Pushing a tag", Tone.BAD)),
          new Line.Piece("up to 5m", Tone.FAINT));

  @Test
  void anAddressCanBeClickedAndCopiedWithoutTheSignsBehindIt() {
    String link = "\033]8;;https://ops.example/a?b=1\033\\https://ops.example/a?b=1\033]8;;\033\\";
    assertThat(Painter.linked("See (https://ops.example/a?b=1).")).isEqualTo("See (" + link + ").");
    assertThat(Painter.linked("no address")).isEqualTo("no address");
  }

  @Test
  void whatStandsAtTheRightStaysWhereALineIsTooLong() {
    AttributedString narrow = new Painter(true).paint(LINE, 24);
    assertThat(narrow.toString()).isEqualTo("[real] Pushi…  up to 5m");
    assertThat(new Painter(true).paint(LINE, 41).columnLength()).isEqualTo(40);
  }

  @Test
  void coloursAreLeftOutWhereNobodyWantsThem() {
    assertThat(new Painter(true).paint(LINE, 80).toAnsi()).containsPattern("\033\\[[0-9;]*31");
    assertThat(new Painter(false).paint(LINE, 80).toAnsi())
        .doesNotContainPattern("\033\\[[0-9;]*3[0-7]")
        .contains("[real]");
  }
}
