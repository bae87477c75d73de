package dev.runbook.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.JsonRenderer;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.format.Formatter;
import dev.runbook.source.Source;
import dev.runbook.testing.Repository;
import dev.runbook.testing.TreeDump;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that nobody would write. The seeds are fixed, so that what fails once fails again. */
final class MutationTest {

  private static final int TEXTS = 150;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String SIGNS = "{}()[]\"'|#;:,.=>-?!$\\\n\r\t é😀\uFEFFifelsestep05mv%+*/<&";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void mutatedRunbooksAreRead(long seed) {
    Random random = new Random(seed);
    List<Source> sources = Repository.runbooks().stream().map(Repository::read).toList();
    for (int at = 0; at < TEXTS; at++) {
      Source source = sources.get(random.nextInt(sources.size()));
      survives(
          new Source("mutated " + at + " of " + source.name(), mutated(source.text(), random)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void garbageIsRead(long seed) {
    Random random = new Random(seed);
    for (int at = 0; at < TEXTS; at++) {
      byte[] bytes = new byte[random.nextInt(4000)];
      random.nextBytes(bytes);
      survives(new Source("garbage " + at, new String(bytes, StandardCharsets.ISO_8859_1)));
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text).append(' ');
    int times = 1 + random.nextInt(30);
    for (int time = 0; time < times; time++) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(3)) {
        case 0 -> mutated.delete(at, at + random.nextInt(3));
        case 1 -> mutated.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
        default -> {
          int from = random.nextInt(mutated.length());
          mutated.insert(
              at, mutated.substring(from, Math.min(mutated.length(), from + random.nextInt(40))));
        }
      }
      mutated.append('\n');
    }
    return mutated.toString();
  }

  private static void survives(Source source) {
    Parsed parsed =
        Assertions.assertTimeoutPreemptively(LONGEST, () -> Reading.parse(source), source::name);
    String lexemes = Lexeme.of(source).stream().map(Lexeme::text).collect(Collectors.joining());
    assertThat(lexemes).as(source.name()).isEqualTo(source.text());
    assertThat(TextRenderer.render(parsed.diagnostics()).isEmpty())
        .isEqualTo(parsed.diagnostics().isEmpty());
    assertThat(JsonRenderer.render(parsed.diagnostics())).endsWith("]\n");
    Formatter.format(parsed).ifPresent(text -> isTheSame(parsed, text));
  }

  private static void isTheSame(Parsed before, String text) {
    Parsed after = Reading.parse(new Source("formatted", text));
    assertThat(TreeDump.of(after.tree())).as(text).isEqualTo(TreeDump.of(before.tree()));
    assertThat(Formatter.format(after)).as(text).contains(text);
  }
}
