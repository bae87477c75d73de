package dev.runbook.console;

import dev.runbook.journal.Prompt;
import dev.runbook.type.EnumType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each word means that may be typed at a prompt. */
final class Helps {

  private static final Map<String, String> CHOICES =
      Map.of(
          "retry", "does it again as it is",
          "edit", "does it again with another argument",
          "by-hand", "you do it yourself, and say so",
          "skip", "goes on without it; say why behind it",
          "undo", "ends the run here, and undoes what it did",
          "fail", "lets it fail: what the runbook does about that is done",
          "stop", "ends the run: it is offered to undo what it did");

  /** A word, and what it does; no word where that is of no word. */
  private record Entry(String word, String meaning) {
    String column(int widest) {
      return word.isEmpty() ? "" : word + " ".repeat(widest - word.length() + 2);
    }
  }

  private Helps() {}

  static void tell(Prompt prompt, Desk desk) {
    List<Entry> lines = new ArrayList<>();
    switch (prompt.kind()) {
      case FAILED, UNDO_FAILED -> {
        if (prompt.type() instanceof EnumType type) {
          type.values().forEach(word -> lines.add(line(word, CHOICES.getOrDefault(word, ""))));
        }
      }
      case ASK, BY_HAND -> lines.add(new Entry("", "Type the value, or one of these:"));
      case DEADLINE -> lines.add(line("yes 10m", "waits so much longer; no ends it here"));
      case CONFIRM, DO, WARN, UNDECIDED, IN_DOUBT, UNDO, ESCALATION, STEP ->
          lines.add(
              prompt.typed().isEmpty()
                  ? line("yes, no", "a reason may stand behind it")
                  : line(
                      String.join(", ", prompt.typed()),
                      "agrees: it is protected, so no mere yes"));
    }
    lines.add(line("details", "what is asked, where, and what there is to know"));
    lines.add(line("undos", "what stopping here would undo, and what it could not"));
    lines.add(line("note TEXT", "puts something down in the record"));
    if (prompt.ladder() != null) {
      lines.add(line("escalate", "asks " + prompt.ladder() + " for help, and comes back here"));
    }
    if (desk.canLeave()) {
      lines.add(line("leave", "ends this process; what was done is kept"));
    }
    if (lines.stream().noneMatch(line -> line.word().equals("stop"))) {
      lines.add(line("stop", CHOICES.getOrDefault("stop", "")));
    }
    if (Form.takesAnything(prompt)) {
      lines.add(new Entry("", "Here any line is an answer: put a colon in front, as `:stop`."));
    }
    int widest = lines.stream().mapToInt(line -> line.word().length()).max().orElse(0);
    lines.forEach(line -> desk.tell(line.column(widest), line.meaning()));
  }

  private static Entry line(String word, String meaning) {
    return new Entry(word, meaning);
  }
}
