package dev.runbook.door;

import dev.runbook.journal.Answer;
import dev.runbook.spi.ServiceFailure;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A place besides the run itself where a question may be answered: the room it was posted in. */
public interface Elsewhere {

  /**
   * What somebody said there.
   *
   * @param sender as the service knows them, which vouches for it
   * @param words what was said, or the reaction
   */
  record Reply(String sender, String words, Instant sent) {

    private static final Set<String> YES =
        Set.of(
            "yes",
            "y",
            "ok",
            "okay",
            "go",
            "approve",
            "approved",
            "confirm",
            "confirmed",
            "👍",
            "✅",
            "+1",
            "thumbsup",
            "white_check_mark");
    private static final Set<String> NO =
        Set.of("no", "n", "nope", "wait", "hold", "stop", "👎", "❌", "🛑", "-1", "thumbsdown", "x");

    /** By its first word; what is neither yes nor no is talk. */
    public Optional<Answer.Choice> choice() {
      String first = words.strip().split("[\\s,.!:;]+", 2)[0].toLowerCase(Locale.ROOT);
      if (YES.contains(first)) {
        return Optional.of(Answer.Choice.YES);
      }
      return NO.contains(first) ? Optional.of(Answer.Choice.NO) : Optional.empty();
    }
  }

  /** The service's name. */
  String service();

  /** What has been said so far, oldest first. */
  List<Reply> said() throws ServiceFailure, InterruptedException;
}
