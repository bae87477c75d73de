package dev.runbook.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of the corpus has exactly the mistakes that it says it has. */
class CorpusTest {

  @TestFactory
  Stream<DynamicTest> everyCase() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(CorpusSources.CORPUS.resolve("check"))) {
      for (Path file : files.sorted().toList()) {
        cases(file, tests);
      }
    }
    return tests.stream();
  }

  private static void cases(Path file, List<DynamicTest> tests) throws IOException {
    long line = 1;
    for (String text : Files.readString(file).split("(?m)^---\n", -1)) {
      String name = file.getFileName() + ":" + line;
      tests.add(
          DynamicTest.dynamicTest(name, () -> Expected.verify(name, text, new CorpusSources())));
      line += text.lines().count() + 1;
    }
  }
}
