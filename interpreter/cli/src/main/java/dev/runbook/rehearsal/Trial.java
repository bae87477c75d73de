package dev.runbook.rehearsal;

import dev.runbook.check.Program;
import dev.runbook.source.Source;
import dev.runbook.syntax.Declaration;
import java.util.List;

/** One test of a checked file. */
public record Trial(Program program, Declaration.Test test) {

  /** The tests of a program's own file, in their order. */
  public static List<Trial> of(Program program) {
    return program.main().tree().declarations().stream()
        .filter(Declaration.Test.class::isInstance)
        .map(declaration -> new Trial(program, (Declaration.Test) declaration))
        .toList();
  }

  public String title() {
    return test.title().plain();
  }

  public Source source() {
    return program.main().source();
  }
}
