package dev.runbook.rehearsal;

import dev.runbook.check.Facts;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.Wire;
import dev.runbook.evaluate.CallPattern;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.evaluate.Inquiry;
import dev.runbook.evaluate.Result;
import dev.runbook.journal.Event;
import dev.runbook.rehearsal.Verdict.Failure;
import dev.runbook.source.Span;
import dev.runbook.spi.Arguments;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.Teams;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.TestLine;
import dev.runbook.value.Value;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One performance of a test: its lines in their order, in a world that is thrown away. */
public final class Performance {

  private static final Set<String> WORDS = Set.of("yes", "no", "stop", "nobody");

  private final Trial trial;
  private final Program program;
  private final BoundedTimeline timeline;
  private final Sandbox sandbox;
  private final Happenings happenings = new Happenings();
  private final Refusals refusals;
  private final List<Failure> failures = new ArrayList<>();
  private final Setting setting;

  private Performance(Trial trial, Setting setting) {
    this.trial = trial;
    this.setting = setting;
    this.program = trial.program();
    this.timeline = new BoundedTimeline(setting.begins());
    this.refusals = new Refusals(timeline);
    this.sandbox = setting.opening().open(timeline);
  }

  /** Runs a test and says how it went. */
  public static Verdict of(Trial trial, Setting setting) {
    Performance performance = new Performance(trial, setting);
    try (Sandbox _ = performance.sandbox) {
      performance.lines();
    }
    Duration took = Duration.between(setting.begins(), performance.timeline.now());
    boolean passed = performance.failures.isEmpty();
    List<Event> events = passed ? List.of() : performance.happenings.all();
    return new Verdict(trial, performance.failures, events, took);
  }

  private void lines() {
    List<TestLine> lines = trial.test().lines();
    Symbol.Runbook runbook = runbook(lines);
    if (runbook == null) {
      fail(trial.test().title().span(), "a line `run`", "this test runs nothing");
      return;
    }
    try (Setting.Connected services =
        setting.connecting().connect(sandbox, timeline, zone(runbook), refusals)) {
      Door door =
          new Door(services, new Cast(List.of(), Teams.NONE, timeline), timeline, _ -> {}, false);
      Expectations expectations = new Expectations(program, happenings, failures);
      Symbol.Environment environment = null;
      for (int at = 0; at < lines.size(); at++) {
        switch (lines.get(at)) {
          case TestLine.Given given ->
              given(given, new Inquiry(program, runbook, environment, door));
          case TestLine.RunBook run -> {
            environment = environment(run, runbook);
            Inquiry inquiry = new Inquiry(program, runbook, environment, door);
            run(run, answers(lines, at, inquiry), environment, inquiry, door);
          }
          case TestLine.Expect _, TestLine.ExpectNever _, TestLine.ExpectUndone _ ->
              expectations.check(lines.get(at), new Inquiry(program, runbook, environment, door));
          case TestLine.About _, TestLine.Answering _, TestLine.Bad _ -> {}
        }
      }
    }
    for (String impossible : sandbox.impossible()) {
      fail(trial.test().title().span(), "what is given can happen", impossible);
    }
  }

  private void fail(Span span, String expected, String found) {
    failures.add(new Failure(span, expected, List.of(found)));
  }

  private Symbol.@Nullable Runbook runbook(List<TestLine> lines) {
    for (TestLine line : lines) {
      if (line instanceof TestLine.RunBook run
          && program.main().lookUp(run.runbook().text()) instanceof Symbol.Runbook runbook) {
        return runbook;
      }
    }
    return null;
  }

  private static ZoneId zone(Symbol.Runbook runbook) {
    var zone = runbook.syntax().zone();
    return zone == null ? ZoneOffset.UTC : ZoneId.of(zone.plain());
  }

  private Symbol.@Nullable Environment environment(TestLine.RunBook run, Symbol.Runbook runbook) {
    if (run.environment() != null
        && program.main().lookUp(run.environment().text())
            instanceof Symbol.Environment environment) {
      return environment;
    }
    List<Symbol.Environment> all = runbook.environments();
    if (all.size() > 1) {
      fail(run.span(), "the environment in which it runs, behind `in`", "it runs in several");
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  private void given(TestLine.Given given, Inquiry inquiry) {
    Duration delay =
        given.at() != null && inquiry.value(given.at()) instanceof Value.Duration(Duration length)
            ? length
            : Duration.ZERO;
    Runnable happening =
        given.fails() != null ? refusal(given, delay, inquiry) : event(given, delay, inquiry);
    if (given.after() == null) {
      happening.run();
    } else {
      Mention occasion = Mention.of(given.after(), inquiry, program);
      happenings.once(occasion::happensIn, happening);
    }
  }

  private Runnable refusal(TestLine.Given given, Duration delay, Inquiry inquiry) {
    CallPattern pattern = Objects.requireNonNull(inquiry.pattern(given.what()));
    String why = inquiry.words(Objects.requireNonNull(given.fails()));
    return () -> refusals.add(pattern, why, timeline.now().plus(delay));
  }

  private Runnable event(TestLine.Given given, Duration delay, Inquiry inquiry) {
    if (given.what() instanceof Expression.Call call
        && program.facts().target(call) instanceof Facts.Target.ToAction(Symbol.Action event)) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      inquiry
          .arguments(call, event.parameters())
          .forEach((name, value) -> plain.put(name, Wire.toJava(value, reference -> reference)));
      Arguments arguments = new Arguments(plain);
      return () -> sandbox.after(delay, event.service().name(), event.name(), arguments);
    }
    throw new IllegalStateException("no event: " + given.what());
  }

  /** The answers of a run: its own, and those of the lines behind it up to the next one. */
  private List<Cast.Line> answers(List<TestLine> lines, int run, Inquiry inquiry) {
    List<Cast.Line> answers = new ArrayList<>();
    if (lines.get(run) instanceof TestLine.RunBook own && own.answering() != null) {
      answers.add(answer(own.answering(), inquiry));
    }
    for (TestLine line : lines.subList(run + 1, lines.size())) {
      if (line instanceof TestLine.RunBook) {
        break;
      }
      if (line instanceof TestLine.Answering answering) {
        answers.add(answer(answering, inquiry));
      }
    }
    return answers;
  }

  private Cast.Line answer(TestLine.Answering answering, Inquiry inquiry) {
    Place to = null;
    if (answering.to() != null
        && program.facts().meaning(answering.to())
            instanceof Facts.Meaning.NamedStatement(String path)) {
      to = Place.of(path, program);
    }
    return answering.value() instanceof Expression.NameUse use && WORDS.contains(use.name().text())
        ? new Cast.Line(use.name().text(), null, to)
        : new Cast.Line("", inquiry.value(answering.value()), to);
  }

  private void run(
      TestLine.RunBook run,
      List<Cast.Line> answers,
      Symbol.@Nullable Environment environment,
      Inquiry inquiry,
      Door looking) {
    if (!(program.main().lookUp(run.runbook().text()) instanceof Symbol.Runbook runbook)) {
      throw new IllegalStateException("no runbook: " + run.runbook());
    }
    Map<String, Value> parameters = inquiry.arguments(run, runbook.parameters());
    Door door =
        new Door(
            looking.services(),
            new Cast(answers, setting.teams(), timeline),
            timeline,
            happenings,
            false);
    Result result = Evaluator.run(program, runbook, parameters, environment, door);
    if (timeline.isOver()) {
      fail(
          run.span(),
          "a run that ends",
          "it went on for more than "
              + BoundedTimeline.LONGEST.toDays()
              + " days, or waited more than "
              + BoundedTimeline.MOST_PAUSES
              + " times: "
              + result.reason());
    }
  }
}
