package dev.runbook.evaluate;

import dev.runbook.check.Symbol;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Span;
import dev.runbook.syntax.Statement;
import dev.runbook.type.Basic;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens at a limit: a question where somebody is there, and the end where nobody is. */
final class Deadlines {

  private final Context run;
  private final Symbol.@Nullable Escalation ladder;

  Deadlines(Context run) {
    this.run = run;
    this.ladder =
        run.runbook.syntax().body().statements().stream()
            .filter(Statement.Escalate.class::isInstance)
            .map(run.facts::symbol)
            .filter(Symbol.Escalation.class::isInstance)
            .map(Symbol.Escalation.class::cast)
            .findFirst()
            .orElse(null);
  }

  /** The ladder that the runbook names. */
  Symbol.@Nullable Escalation ladder() {
    return ladder;
  }

  /**
   * How much longer to wait; null where it ends here.
   *
   * @param what is waited for, as the end of "waited 5m ..."
   */
  @Nullable Duration more(String what, Duration limit, Frame frame, Span span) {
    run.boundary(frame);
    if (!run.door.people().attended()) {
      return null;
    }
    Prompt prompt =
        Prompt.of(
                Prompt.Kind.DEADLINE,
                frame.path(),
                "Waited " + Show.duration(limit) + " " + what + ". Go on waiting?")
            .value(Basic.DURATION, new Value.Duration(limit));
    Answer answer = run.prompts.heard(prompt);
    return switch (answer.choice()) {
      case YES -> answer.value() instanceof Value.Duration(Duration length) ? length : limit;
      case STOP ->
          throw new Unwind(
              Outcome.ABORTED,
              "stopped at its limit: " + prompt.text(),
              frame.path(),
              frame.module(),
              span);
      case NO, NOBODY, ESCALATE, NOTE -> null;
    };
  }

  /** Climbs the ladder that the runbook names, and says what came of it. */
  String help(Symbol.Escalation ladder, String path) {
    Frame frame = Frame.of(run.runbook.module(), path, null, new Guards(null));
    String title = ladder.title();
    String came =
        run.prompts.helped(ladder, frame, run.runbook.span())
            ? title + ": somebody said that they can help."
            : title + ": nobody said that they can help.";
    run.journal.tell(new Event.Noted(path, came, run.door.now()));
    return came;
  }
}
