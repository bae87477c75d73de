package dev.runbook.evaluate;

import dev.runbook.journal.Answer;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Span;
import dev.runbook.syntax.Clause;
import dev.runbook.syntax.Statement;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What people agree to: by whom, how many of them, and for how long it counts. */
final class Confirms {

  /** How often a yes that does not count is met with the same question. */
  static final int ASKED_AGAIN = 3;

  private final Context run;

  /** By its place: since when a confirm has expired, and what was replied before counts no more. */
  private final Map<String, Instant> expired = new ConcurrentHashMap<>();

  Confirms(Context run) {
    this.run = run;
  }

  /** From when on a reply at a place counts. */
  Instant expired(String path) {
    return expired.getOrDefault(path, Instant.MIN);
  }

  void ask(Statement.Confirm confirm, Frame frame) {
    String question = run.expressions.words(confirm.question(), frame);
    Prompt prompt = run.prompts.asked(Prompt.Kind.CONFIRM, question, confirm.clauses(), frame);
    if (!run.door.dry()) {
      prompt =
          prompt
              .details(Guarded.by(confirm, run, frame))
              .typed(Guarded.typed(question, run, frame));
    }
    Clause by = confirm.clauses().get(Clause.Kind.BY);
    run.outline.confirm(confirm, by == null ? List.of() : run.prompts.teams(by), frame);
    Instant given = agree(prompt, frame, confirm.span());
    if (by != null) {
      frame.guards().give(new Guards.Guard(run.prompts.teams(by), List.of(), prompt, given));
    }
  }

  /**
   * As many yeses as it takes, each by somebody else, and each with a name.
   *
   * @return when the last of them was given
   */
  private Instant agree(Prompt prompt, Frame frame, Span span) {
    Instant given = run.door.now();
    Set<String> agreed = new LinkedHashSet<>();
    int unheard = 0;
    while (agreed.size() < prompt.quorum()) {
      List<String> details = new ArrayList<>(prompt.details());
      if (!agreed.isEmpty()) {
        int missing = prompt.quorum() - agreed.size();
        details.add(String.join(", ", agreed) + " said yes; " + missing + " more must");
      }
      Event.Answered answered = run.prompts.answered(prompt.details(details), frame, span);
      Answer answer = answered.answer();
      given = answered.at();
      if (!answer.isYes()) {
        throw rejected(prompt, answer, frame, span);
      }
      boolean named = !answer.by().isEmpty() || run.door.dry();
      boolean counts = named && agreed.add(run.door.dry() ? "" + agreed.size() : answer.by());
      if (!counts && ++unheard == ASKED_AGAIN) {
        throw new Unwind(
            Outcome.TIMED_OUT,
            agreed.size() + " of " + prompt.quorum() + " people said yes to: " + prompt.text(),
            frame.path(),
            frame.module(),
            span);
      }
    }
    return given;
  }

  static Unwind rejected(Prompt prompt, Answer answer, Frame frame, Span span) {
    String who = answer.by().isEmpty() ? "" : answer.by() + " said ";
    String why = answer.reason().isEmpty() ? "" : " (" + answer.reason() + ")";
    return new Unwind(
        Outcome.REJECTED,
        who + "no to: " + prompt.text() + why,
        frame.path(),
        frame.module(),
        span);
  }

  /** A confirm that was given too long ago to count. */
  Guards.Guard again(Guards.Guard guard, Frame frame, Span span) {
    String why =
        "This was confirmed at "
            + Show.text(new Value.Time(guard.given(), run.zone))
            + ". A confirm holds for "
            + Show.duration(Guards.HOLDS)
            + ", so it is asked again.";
    List<String> details = new ArrayList<>(guard.prompt().details());
    details.add(why);
    Prompt prompt = guard.prompt().details(details);
    expired.put(prompt.path(), guard.given().plus(Guards.HOLDS));
    return frame.guards().renew(guard, agree(prompt, frame, span));
  }

  /** A confirm that does not cover what is to be done: asked is what is done instead. */
  Guards.Guard instead(Guards.Guard guard, Call call, String who, Frame frame, Span span) {
    Prompt before = guard.prompt();
    String question = "Do this instead? " + call;
    List<String> details = new ArrayList<>();
    details.add(who + " changed it; what was confirmed is: " + before.text());
    details.addAll(before.details());
    Prompt prompt =
        before
            .asking(question)
            .details(details)
            .typed(Guarded.typed(question, run, frame))
            // What was posted, and what was replied to it, is about something else.
            .inReplyTo(null);
    return frame.guards().renew(guard, agree(prompt, frame, span));
  }
}
