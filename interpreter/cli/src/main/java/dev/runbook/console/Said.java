package dev.runbook.console;

/** A line that was typed at a prompt: its first word, and what stands behind it. */
public record Said(String word, String rest) {

  public static Said of(String typed) {
    String line = typed.strip();
    int end = line.indexOf(' ');
    return end < 0
        ? new Said(line, "")
        : new Said(line.substring(0, end), line.substring(end).strip());
  }
}
