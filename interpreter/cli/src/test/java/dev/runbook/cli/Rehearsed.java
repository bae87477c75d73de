package dev.runbook.cli;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.console.TypedValues;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.evaluate.Result;
import dev.runbook.journal.Call;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.source.Source;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One of the repository's own runbooks, run to its end in the sandbox. */
public final class Rehearsed {

  /** Whose addresses say nothing new in each line. */
  private static final String JENKINS =
      "https://ops-master.jenkinsv2.prod.mozaws.net/job/gcp-pipelines/job/balrog/job/";

  private static final Workspace WORKSPACE = Workspace.open(null);
  private static final Map<String, Program> PROGRAMS = new ConcurrentHashMap<>();

  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private final Result result;

  private Rehearsed(
      String book, Map<String, Value> parameters, String world, Crew crew, String... faults) {
    Program program = program(book);
    Symbol.Runbook runbook = program.runbook(book).orElseThrow();
    PrintStream nobody =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    Path file = written(world);
    try (SandboxRun sandbox =
        SandboxRun.open(
            path(book).toString(),
            file.toString(),
            List.of(faults),
            WORKSPACE,
            new Console(nobody, nobody),
            runbook)) {
      Door door = sandbox.door(crew);
      result =
          Evaluator.run(
              program,
              runbook,
              parameters,
              runbook.environments().isEmpty() ? null : runbook.environments().getFirst(),
              new Door(door.services(), crew, door.timeline(), events::add, false));
    } finally {
      delete(file);
    }
  }

  /** The program of a file in the folder of runbooks. */
  public static Program program(String book) {
    return PROGRAMS.computeIfAbsent(
        book,
        name -> {
          Source source = new Source(path(name).toString(), read(path(name)));
          Checker.Checked checked = Checker.check(source, WORKSPACE);
          if (checked.program() == null) {
            throw new IllegalStateException(TextRenderer.render(checked.diagnostics()));
          }
          return checked.program();
        });
  }

  /** The text of the world in which a runbook is rehearsed. */
  public static String world(String book) {
    return read(Path.of(Ran.repository("runbooks/" + book + ".world.yaml")));
  }

  /**
   * Runs a runbook.
   *
   * @param parameters names and values in turn, as on the command line
   */
  public static Rehearsed run(String book, List<String> parameters, String world, Crew crew) {
    return new Rehearsed(book, values(book, parameters), world, crew);
  }

  public static Rehearsed faulty(
      String book, List<String> parameters, String world, Crew crew, String... faults) {
    return new Rehearsed(book, values(book, parameters), world, crew, faults);
  }

  static Map<String, Value> values(String book, List<String> parameters) {
    Map<String, Value> values = new HashMap<>();
    Symbol.Runbook runbook = program(book).runbook(book).orElseThrow();
    for (int at = 0; at < parameters.size(); at += 2) {
      String name = parameters.get(at);
      Symbol.Param parameter =
          runbook.parameters().stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow();
      try {
        values.put(name, TypedValues.parse(parameter.type(), parameters.get(at + 1)));
      } catch (TypedValues.NotAValue e) {
        throw new IllegalArgumentException(name, e);
      }
    }
    return values;
  }

  public Outcome outcome() {
    return result.outcome();
  }

  public String reason() {
    return result.reason();
  }

  /** What was done and could be undone, newest first. */
  public List<String> wayBack() {
    return result.standing();
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  /** Everything that was asked. */
  public List<Prompt> prompts() {
    return events().stream()
        .filter(Event.Asked.class::isInstance)
        .map(event -> ((Event.Asked) event).prompt())
        .toList();
  }

  /** What was asked with these words in it; there has to be one. */
  public Prompt prompt(String words) {
    return prompts().stream()
        .filter(prompt -> prompt.text().contains(words))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError("nobody was asked: " + words + "\n" + String.join("\n", story())));
  }

  /** The default of what was asked with these words in it; empty where there was none. */
  public String byDefault(String words) {
    Value value = prompt(words).byDefault();
    return value == null ? "" : Show.text(value);
  }

  /** What was done, in its order. */
  public List<String> done() {
    return story().stream()
        .filter(line -> line.startsWith("does "))
        .map(line -> line.substring("does ".length()))
        .toList();
  }

  /** All prose that was shown, on one line. */
  public String prose() {
    StringBuilder all = new StringBuilder();
    for (Event event : events()) {
      if (event instanceof Event.Said said) {
        all.append(said.prose()).append(' ');
      }
    }
    return all.toString().replaceAll("\\s+", " ");
  }

  /** One line for each event that a test may want to find. */
  public List<String> story() {
    return events().stream().map(Rehearsed::line).filter(line -> !line.isEmpty()).toList();
  }

  private static String line(Event event) {
    return switch (event) {
      case Event.StepBegan step -> "begins " + step.path();
      case Event.StepEnded step -> "ends " + step.path() + " " + step.outcome().words();
      case Event.Said said -> "says " + said.prose().replaceAll("\\s+", " ");
      case Event.Read read -> "reads " + shortened(read.call());
      case Event.Intent intent -> "intends " + shortened(intent.call());
      case Event.Settled settled ->
          switch (settled.settlement()) {
            case HAPPENED, SAID_TO_HAVE_HAPPENED -> "does " + shortened(settled.call());
            case NOT_HAPPENED, NOT_YET, IN_DOUBT -> "";
          };
      case Event.Asked asked -> "asks " + asked.prompt().kind() + " " + asked.prompt().text();
      case Event.Answered answered ->
          "answers " + answered.answer().choice() + " " + answered.answer().by();
      case Event.Waited waited -> "waited for " + waited.what();
      case Event.Judged judged -> "judges " + judged.verdict() + " " + judged.what();
      case Event.Evidence evidence ->
          "evidence "
              + evidence.title()
              + ": "
              + (evidence.value() == null ? "" : Show.text(evidence.value()));
      case Event.Noted noted -> "notes " + noted.note();
      case Event.Ended ended -> "ended " + ended.outcome().words();
      case Event.Undoing undoing -> "undoes " + undoing.what();
      case Event.Began _,
          Event.Waiting _,
          Event.Seen _,
          Event.Assumed _,
          Event.UndoListed _,
          Event.Planned _,
          Event.Undoable _,
          Event.Told _,
          Event.Resumed _,
          Event.Left _,
          Event.Interrupted _,
          Event.GaveUp _,
          Event.Undone _ ->
          "";
    };
  }

  private static String shortened(Call call) {
    return call.toString().replace(JENKINS, "").replace("gcp-pipelines/balrog/", "");
  }

  private static Path path(String book) {
    return Path.of(Ran.repository("runbooks/" + book + ".rb4"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path written(String world) {
    try {
      return Files.writeString(Files.createTempFile("rehearsed", ".world.yaml"), world);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
