package dev.runbook.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that say nothing but to run a command. */
final class Command {

  private static final Pattern RUN = Pattern.compile("Run `([^`]+)`\\.?");

  private Command() {}

  /** The command; empty where there is more to it. */
  static String in(String words) {
    String alone = words.strip();
    if (!alone.startsWith("Run ")) {
      return "";
    }
    Matcher run = RUN.matcher(alone);
    return run.matches() ? run.group(1) : "";
  }
}
