package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Program;
import dev.runbook.check.Symbol;
import dev.runbook.door.Departure;
import dev.runbook.door.VirtualTimeline;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.evaluate.ProgramTypes;
import dev.runbook.evaluate.Recap;
import dev.runbook.evaluate.Result;
import dev.runbook.journal.Types;
import dev.runbook.journal.WireForm;
import dev.runbook.rehearsal.Mortal;
import dev.runbook.rehearsal.Setting;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.WorldFile;
import dev.runbook.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each of Balrog's runbooks, cut off at every moment at which something could be lost or done
 * twice, and resumed to its end by another process.
 */
final class CrashTest {

  @TempDir static Path scratch;

  private static final Workspace WORKSPACE = Workspace.open(null);
  private static final AtomicInteger FOLDERS = new AtomicInteger();

  /**
   * What became of a world.
   *
   * @param cut where the first process ended, in words
   */
  private record End(Result result, List<String> delivered, int moments, String cut) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deploy-stage | tag v3.20",
        "deploy-prod | tag v3.20",
        "rollback-prod | tag v3.19",
        "restore-database |",
        "investigate |",
        "escalate |",
        "push-ui | tag v3.20",
        "rollback-ui | tag v3.08",
      })
  void nothingIsLostAndNothingIsDoneTwice(String book, @Nullable String given) {
    Book runbook = new Book(book, given == null ? List.of() : List.of(given.split(" ")));
    End undisturbed = runbook.live(Integer.MAX_VALUE);
    List<String> wrong =
        IntStream.rangeClosed(1, undisturbed.moments())
            .parallel()
            .mapToObj(moment -> runbook.differs(moment, undisturbed))
            .filter(story -> !story.isEmpty())
            .toList();
    System.out.printf(
        "%s: cut off in %d worlds, each resumed to its end: %d lost or done twice%n",
        book, undisturbed.moments(), wrong.size());
    assertThat(undisturbed.moments()).isGreaterThan(10);
    assertThat(wrong).isEmpty();
  }

  private static final class Book {

    private final Program program;
    private final Symbol.Runbook runbook;
    private final Symbol.@Nullable Environment environment;
    private final Map<String, Value> parameters;
    private final WorldFile world;
    private final Setting setting;

    Book(String name, List<String> given) {
      program = Rehearsed.program(name);
      runbook = program.runbook(name).orElseThrow();
      environment = runbook.environments().isEmpty() ? null : runbook.environments().getFirst();
      parameters = Rehearsed.values(name, given);
      world = WorldFile.parse(name, Rehearsed.world(name));
      Path folder = scratch.resolve(String.valueOf(FOLDERS.incrementAndGet()));
      setting = new Rehearsals(WORKSPACE.providers(), folder).setting(world);
    }

    /** One world, in which a first process ends at a moment and a second one goes on. */
    End live(int moment) {
      VirtualTimeline timeline = new VirtualTimeline(world.now());
      try (Sandbox sandbox = setting.opening().open(timeline)) {
        Mortal first = new Mortal(List.of()).endingAt(moment);
        Result result = process(first, sandbox, timeline);
        List<String> delivered = new ArrayList<>(first.delivered());
        if (result == null) {
          assertThat(recap(first.record(), sandbox)).as(first.end()).isEmpty();
          Mortal second = new Mortal(first.record());
          result = process(second, sandbox, timeline);
          delivered.addAll(second.delivered());
        }
        assertThat(result).isNotNull();
        return new End(result, delivered, first.moments(), first.end());
      }
    }

    private List<String> recap(List<String> record, Sandbox sandbox) {
      Types types = new ProgramTypes(program);
      return record.isEmpty()
          ? List.of()
          : Recap.of(
                  program,
                  runbook,
                  environment,
                  record.stream().map(line -> WireForm.read(line, types)).toList(),
                  sandbox::plays)
              .refusals();
    }

    private @Nullable Result process(Mortal mortal, Sandbox sandbox, VirtualTimeline timeline) {
      try (ConnectedServices services =
          new ConnectedServices(
              WORKSPACE.providers(),
              sandbox::plays,
              name -> new MortalConnection(sandbox.connection(name), mortal),
              timeline,
              Zones.of(runbook))) {
        Door door = new Door(services, new Crew(), timeline, event -> {}, false);
        return Evaluator.run(
            program,
            runbook,
            parameters,
            environment,
            mortal.door(door, new ProgramTypes(program)));
      } catch (Departure cutOff) {
        return null;
      }
    }

    /** The story of a world that did not end as the undisturbed one; empty where it did. */
    String differs(int moment, End undisturbed) {
      End end = live(moment);
      boolean same =
          end.result.outcome() == undisturbed.result.outcome()
              && end.result.reason().equals(undisturbed.result.reason())
              && sorted(end.result.standing()).equals(sorted(undisturbed.result.standing()))
              && sorted(end.delivered).equals(sorted(undisturbed.delivered));
      return same
          ? ""
          : "cut at "
              + moment
              + ", "
              + end.cut
              + ": "
              + end.result.outcome()
              + " "
              + end.result.reason()
              + "\n  "
              + String.join("\n  ", sorted(end.delivered));
    }

    private static List<String> sorted(List<String> lines) {
      return lines.stream().sorted().toList();
    }
  }
}
