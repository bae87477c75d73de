package dev.runbook.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who runs something, with what.
 *
 * @param by the person at the run; empty where nobody said
 * @param version of the interpreter
 * @param profile which real services; null in a sandbox
 * @param sources the texts that are run, the runbook's own first
 * @param basis by which it is known again that nothing has changed of all that decides, besides the
 *     record, which way the run takes; empty where that was not noted
 */
public record Origin(
    String by, String version, @Nullable String profile, List<Text> sources, String basis) {

  /**
   * @param name the file
   * @param digest SHA-256 of the text, in hexadecimal
   */
  public record Text(String name, String digest, String text) {}

  public static final Origin UNSAID = new Origin("", "", null, List.of());

  public Origin {
    sources = List.copyOf(sources);
  }

  public Origin(String by, String version, @Nullable String profile, List<Text> sources) {
    this(by, version, profile, sources, "");
  }
}
