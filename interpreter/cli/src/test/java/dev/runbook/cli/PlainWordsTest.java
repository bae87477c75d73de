package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The short way through a command line understands what the library does, or leaves it to it. */
class PlainWordsTest {

  private static final Set<String> KNOWN = Set.of("-o", "--runbook", "--in", "--format");

  private static final List<String> WORDS =
      List.of(
          "a.rb4",
          "folder",
          "md",
          "-o",
          "--out",
          "--format",
          "--format=md",
          "--in",
          "--runbook",
          "--plugins",
          "-h",
          "--help",
          "--",
          "-",
          "",
          "@words",
          "-omd",
          "--nothing",
          "'a b'",
          "a=b");

  @RepeatedTest(400)
  void theLibrarySaysTheSame(RepetitionInfo info) {
    Random random = new Random(info.getCurrentRepetition());
    List<String> words = new ArrayList<>();
    for (int count = 1 + random.nextInt(5); count > 0; count--) {
      words.add(WORDS.get(random.nextInt(WORDS.size())));
    }
    PlainWords plain = PlainWords.of(KNOWN, words.toArray(String[]::new));
    if (plain == null || plain.names().size() != 1) {
      return;
    }
    ParseResult parsed = parsed(words);
    assertThat(parsed.<String>matchedPositionalValue(0, null)).isEqualTo(plain.names().getFirst());
    assertThat(parsed.isUsageHelpRequested()).isFalse();
    for (String option : KNOWN) {
      assertThat(parsed.<String>matchedOptionValue(option, null))
          .as("%s of %s", option, words)
          .isEqualTo(plain.option(option));
    }
  }

  private static ParseResult parsed(List<String> words) {
    try {
      return CommandLines.docs().parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new AssertionError(words + " is refused: " + e.getMessage(), e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x -o",
        "x -o -h",
        "x -h",
        "-o x",
        "x --format md --format rst",
        "x --format=",
        "x --format=md --format rst",
        "x --nothing y"
      })
  void whatIsLeftToTheLibrary(String words) {
    assertThat(PlainWords.of(KNOWN, words.split(" "))).isNull();
  }

  @Test
  void whatIsPlain() {
    PlainWords plain = PlainWords.of(KNOWN, "@x.rb4", "--format=md", "-o", "y");

    assertThat(plain)
        .isEqualTo(new PlainWords(List.of("@x.rb4"), Map.of("--format", "md", "-o", "y")));
  }
}
