package dev.runbook.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Program;
import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.door.People;
import dev.runbook.door.Services;
import dev.runbook.door.VirtualTimeline;
import dev.runbook.evaluate.Door;
import dev.runbook.evaluate.Evaluator;
import dev.runbook.evaluate.Result;
import dev.runbook.format.Formatter;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Event;
import dev.runbook.journal.Outcome;
import dev.runbook.journal.Prompt;
import dev.runbook.library.Members;
import dev.runbook.parse.Reading;
import dev.runbook.source.Source;
import dev.runbook.spi.RunClock;
import dev.runbook.stdlib.sandbox.Sandbox;
import dev.runbook.stdlib.sandbox.WorldFile;
import dev.runbook.syntax.Clause;
import dev.runbook.type.Basic;
import dev.runbook.type.Type;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example of the language reference is what it says it is. */
class LanguageReferenceTest {

  /** A Thursday; the examples' `now`. */
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private static List<Document> pages() {
    return Document.below("docs/language");
  }

  private static Stream<Example> examples() {
    return pages().stream().flatMap(page -> Example.of(page).stream());
  }

  @TestFactory
  Stream<DynamicTest> everyExampleHasTheMistakesThatItShows() {
    return examples()
        .map(example ->
            DynamicTest.dynamicTest(
                example.name(),
                () -> {
                  List<Diagnostic> found = example.check().diagnostics();
                  Set<Code> codes = new TreeSet<>();
                  found.stream().map(Diagnostic::code).filter(example::counts).forEach(codes::add);
                  assertThat(codes)
                      .as("%s%n%s", example.source().text(), TextRenderer.render(found))
                      .isEqualTo(new TreeSet<>(example.mistakes()));
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsFormatted() {
    return examples()
        .filter(example -> example.mistakes().isEmpty())
        .filter(example -> example.form() != Example.Form.EXPRESSIONS)
        .map(example ->
            DynamicTest.dynamicTest(
                example.name(),
                () -> {
                  Source source = example.source();
                  assertThat(Formatter.format(Reading.parse(source))).hasValue(source.text());
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyExpressionPrintsWhatStandsBehindIt() {
    return examples()
        .filter(example -> example.form() == Example.Form.EXPRESSIONS)
        .map(example ->
            DynamicTest.dynamicTest(
                example.name(), () -> assertThat(values(example)).isEqualTo(example.printed())));
  }

  private static List<String> values(Example example) {
    Checker.Checked checked = example.check();
    Program program = Objects.requireNonNull(checked.program());
    List<String> values = new ArrayList<>();
    Event.Sink sink =
        event -> {
          if (event instanceof Event.Evidence evidence) {
            values.add(Show.text(evidence.value() == null ? Value.NONE : evidence.value()));
          }
        };
    Door door = new Door(new NoServices(), new Nobody(), new VirtualTimeline(NOW), sink, false);
    var runbook = program.runbooks().getFirst();
    Result result =
        Evaluator.run(program, runbook, Map.of(), runbook.environments().getFirst(), door);
    assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.DONE);
    return values;
  }

  private static final class NoServices implements Services {
    @Override
    public boolean isConnected(String service) {
      return false;
    }

    @Override
    public Value perform(Attempt attempt) {
      throw new IllegalStateException("an example calls " + attempt.call());
    }
  }

  private static final class Nobody implements People {
    @Override
    public Answer ask(Prompt prompt) {
      throw new IllegalStateException("an example asks " + prompt.text());
    }

    @Override
    public boolean attended() {
      return false;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyWorldIsOneThatTheSandboxPlays(@TempDir Path scratch) {
    return pages().stream()
        .flatMap(page ->
            page.blocks().stream()
                .filter(block -> block.about().equals("yaml world"))
                .map(block ->
                    DynamicTest.dynamicTest(
                        page.path() + ":" + block.line(), () -> play(block.text(), scratch))));
  }

  private static void play(String yaml, Path scratch) throws IOException {
    WorldFile world = WorldFile.parse("example.world.yaml", yaml);
    RunClock clock = new VirtualTimeline(world.now());
    Sandbox sandbox =
        new Sandbox(world, clock, scratch, List.copyOf(Example.services()), List.of());
    sandbox.close();
  }

  /** No member and no clause is left out. */
  @Test
  void theReferenceIsComplete() {
    String expressions = Document.of("docs/language/expressions.md").text();
    List<Type> types = new ArrayList<>(List.of(Basic.values()));
    types.add(new Type.ListOf(Basic.TEXT));
    types.add(new Type.MapOf(Basic.TEXT, Basic.TEXT));
    for (Type type : types) {
      assertThat(Members.names(type))
          .allSatisfy(name -> assertThat(expressions).containsPattern("`" + name + "[`(]"));
    }
    String statements = Document.of("docs/language/statements.md").text();
    assertThat(Clause.Kind.values())
        .allSatisfy(clause -> assertThat(statements).contains("`" + clause.spelling()));
    List<String> documented =
        Stream.of(Basic.values())
            .filter(type -> Basic.named(type.toString()).isPresent())
            .map(type -> "| `" + type + "` |")
            .toList();
    assertThat(Document.of("docs/language/types.md").text()).contains(documented);
  }
}
