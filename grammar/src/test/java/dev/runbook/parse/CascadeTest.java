package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.format.Formatter;
import dev.runbook.source.Source;
import dev.runbook.testing.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * One mistake gives one diagnostic: nearly always, and never a page of them. It is held for
 * formatted files, because where braces do not match the indentation has to tell what was meant.
 */
final class CascadeTest {

  private static final int MOST = 6;
  private static final double MOST_ON_AVERAGE = 1.15;

  @Test
  void aMissingWordOrSignIsOneMistake() {
    List<String> cascades = new ArrayList<>();
    int mistakes = 0;
    int told = 0;
    for (Path file : Repository.runbooks()) {
      Source source = Repository.read(file);
      if (!Formatter.format(Reading.parse(source)).equals(Optional.of(source.text()))) {
        continue;
      }
      for (Lexeme lexeme : Lexeme.of(source)) {
        String without =
            source.text().substring(0, lexeme.offset()) + source.text().substring(lexeme.end());
        int count = Reading.parse(new Source(source.name(), without)).diagnostics().size();
        mistakes += count > 0 ? 1 : 0;
        told += count;
        if (count > MOST) {
          cascades.add(
              source.name()
                  + ":"
                  + source.line(lexeme.offset())
                  + " without "
                  + lexeme.text()
                  + ": "
                  + count);
        }
      }
    }
    assertThat(cascades).isEmpty();
    assertThat((double) told / mistakes).isLessThan(MOST_ON_AVERAGE);
  }
}
