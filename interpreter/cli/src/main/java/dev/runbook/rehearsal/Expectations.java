package dev.runbook.rehearsal;

import dev.runbook.check.Program;
import dev.runbook.evaluate.CallPattern;
import dev.runbook.evaluate.Inquiry;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.rehearsal.Verdict.Failure;
import dev.runbook.source.Span;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.TestLine;
import dev.runbook.type.EnumType;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a test expects, held against what has happened. */
final class Expectations {

  private final Program program;
  private final Happenings happenings;
  private final List<Failure> failures;

  /**
   * @param failures where what does not hold is told
   */
  Expectations(Program program, Happenings happenings, List<Failure> failures) {
    this.program = program;
    this.happenings = happenings;
    this.failures = failures;
  }

  void check(TestLine line, Inquiry inquiry) {
    List<String> found =
        switch (line) {
          case TestLine.Expect expect when isCondition(expect, inquiry) ->
              holds(expect.what(), inquiry);
          case TestLine.Expect expect -> happened(expect.what(), expect.before(), inquiry);
          case TestLine.ExpectNever never -> never(never.what(), never.before(), inquiry);
          case TestLine.ExpectUndone undone -> undone(undone, inquiry);
          case TestLine.About _,
              TestLine.Answering _,
              TestLine.Bad _,
              TestLine.Given _,
              TestLine.RunBook _ ->
              List.of();
        };
    if (!found.isEmpty()) {
      failures.add(new Failure(line.span(), words(line.span()), found));
    }
  }

  private String words(Span span) {
    String line = program.main().source().text(span).replaceAll("\\s+", " ").strip();
    return line.startsWith("expect ") ? line.substring("expect ".length()) : line;
  }

  private static boolean isCondition(TestLine.Expect expect, Inquiry inquiry) {
    return expect.before() == null && inquiry.pattern(expect.what()) == null;
  }

  private List<String> holds(Expression condition, Inquiry inquiry) {
    Event.Ended ended = last();
    if (ended == null) {
      return List.of("nothing was run in front of this line");
    }
    String outcome = ended.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
    Inquiry.Finding found =
        inquiry.know("outcome", new Value.EnumValue(EnumType.OUTCOME, outcome)).judge(condition);
    if (found.value().equals(Value.Bool.TRUE)) {
      return List.of();
    }
    List<String> told = new ArrayList<>();
    if (found.value() instanceof Value.Inconclusive(String reason)) {
      told.add("it could not be told: " + reason);
    } else {
      told.add(found.parts().isEmpty() ? "it does not hold" : found.parts());
    }
    if (!ended.reason().isEmpty()) {
      told.add("the run ended so because: " + ended.reason());
    }
    return told;
  }

  private Event.@Nullable Ended last() {
    Event.Ended last = null;
    for (Event event : happenings.all()) {
      last = event instanceof Event.Ended ended ? ended : last;
    }
    return last;
  }

  private List<String> happened(Expression what, @Nullable Expression before, Inquiry inquiry) {
    Mention wanted = Mention.of(what, inquiry, program);
    List<Event> events = happenings.all();
    int first = first(wanted::happensIn, events);
    if (first < 0) {
      return missed(wanted, words(what.span()));
    }
    if (before == null) {
      return List.of();
    }
    Mention later = Mention.of(before, inquiry, program);
    int second = first(later::happensIn, events);
    if (second < 0) {
      return missed(later, words(before.span()));
    }
    return first < second
        ? List.of()
        : List.of(
            at(second, events) + words(before.span()) + " came first",
            at(first, events) + words(what.span()) + " came after it");
  }

  private List<String> missed(Mention wanted, String words) {
    List<String> told = new ArrayList<>(List.of(words + " never happened"));
    if (wanted instanceof Mention.OfCall(CallPattern pattern)) {
      List<Event> events = happenings.all();
      for (int at = 0; at < events.size(); at++) {
        Call call = Mention.done(events.get(at), true);
        if (call != null && call.qualifiedName().equals(pattern.action().qualifiedName())) {
          told.add(at(at, events) + "there was " + call);
        }
      }
    }
    return told.stream().distinct().toList();
  }

  /** What is done to take something back is not meant. */
  private List<String> never(Expression what, @Nullable Expression before, Inquiry inquiry) {
    Mention unwanted = Mention.of(what, inquiry, program);
    List<Event> events = happenings.forwards();
    int first = first(unwanted::mayHappenIn, events);
    if (first < 0) {
      return List.of();
    }
    if (before == null) {
      return List.of(at(first, events) + words(what.span()) + " happened" + said(first, events));
    }
    Mention needed = Mention.of(before, inquiry, program);
    int second = first(needed::happensIn, events);
    return second >= 0 && second < first
        ? List.of()
        : List.of(
            at(first, events) + words(what.span()) + " happened" + said(first, events),
            (second < 0 ? "" : at(second, events))
                + words(before.span())
                + (second < 0 ? " never did" : " came after it"));
  }

  /** The call itself, with all its arguments. */
  private static String said(int at, List<Event> events) {
    Call call = Mention.done(events.get(at), true);
    return call == null ? "" : ": " + call;
  }

  private List<String> undone(TestLine.ExpectUndone undone, Inquiry inquiry) {
    String wanted =
        "deploy " + undone.component().text() + " to " + Show.text(inquiry.value(undone.to()));
    List<String> told = new ArrayList<>();
    for (Event event : happenings.all()) {
      if (event instanceof Event.Undone entry) {
        if (entry.outcome() == Outcome.DONE && entry.what().equals(wanted)) {
          return List.of();
        }
        String why = entry.reason().isEmpty() ? "" : ": " + entry.reason();
        told.add(
            time(entry.at())
                + "undone: "
                + entry.what()
                + " ("
                + entry.outcome().words()
                + why
                + ")");
      }
    }
    return told.isEmpty() ? List.of("nothing was undone") : told;
  }

  private static int first(Predicate<Event> wanted, List<Event> events) {
    for (int at = 0; at < events.size(); at++) {
      if (wanted.test(events.get(at))) {
        return at;
      }
    }
    return -1;
  }

  private static String at(int index, List<Event> events) {
    return switch (events.get(index)) {
      case Event.Read read -> time(read.at());
      case Event.Settled settled -> time(settled.at());
      case Event.StepEnded step -> time(step.at());
      case Event.Answered answered -> time(answered.at());
      case Event.Judged judged -> time(judged.at());
      case Event.Waited waited -> time(waited.at());
      case Event.Evidence evidence -> time(evidence.at());
      default -> "";
    };
  }

  /** In the zone of the world's file, which is that of no place. */
  private static String time(Instant at) {
    return at.toString().substring("2026-01-01T".length(), "2026-01-01T00:00:00".length()) + " ";
  }
}
