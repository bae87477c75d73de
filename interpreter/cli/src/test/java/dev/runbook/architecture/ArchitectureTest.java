package dev.runbook.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.runbook.documentation.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The code is as docs/ARCHITECTURE.md says: its table of packages and its invariants. */
class ArchitectureTest {

  private static final String OURS = "dev.runbook.";
  private static final Document DOCUMENT = Document.of("docs/ARCHITECTURE.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
  private static final Pattern INVARIANT = Pattern.compile("(?m)^- \\*\\*(.+?)\\*\\*");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.runbook");

  @TestFactory
  Stream<DynamicTest> everyInvariantHolds() {
    return Invariants.all().entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(CLASSES)));
  }

  @Test
  void theDocumentGivesEveryInvariantWithItsReason() {
    assertThat(INVARIANT.matcher(DOCUMENT.text()).results().map(found -> found.group(1)))
        .containsExactlyElementsOf(Invariants.all().keySet());
  }

  /** Both ways: no dependency that the table does not allow, and none in it that is gone. */
  @Test
  void packagesUseWhatTheTableSays() {
    Map<String, Set<String>> said = new TreeMap<>();
    ROW.matcher(DOCUMENT.text().replaceAll("(?s).*\n## Packages\n|\n## Where things.*", ""))
        .results()
        .forEach(row -> said.put(row.group(1), names(row.group(2))));
    assertThat(lines(uses())).isEqualTo(lines(said));
  }

  private static Set<String> names(String cell) {
    Set<String> names = new TreeSet<>();
    NAME.matcher(cell)
        .results()
        .map(MatchResult::group)
        .forEach(name -> names.add(name.replace("`", "")));
    return names;
  }

  private static Map<String, Set<String>> uses() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      String from = type.getPackageName().substring(OURS.length());
      Set<String> used = uses.computeIfAbsent(from, name -> new TreeSet<>());
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (to.startsWith(OURS) && !to.equals(type.getPackageName())) {
          used.add(to.substring(OURS.length()));
        }
      }
    }
    return uses;
  }

  private static List<String> lines(Map<String, Set<String>> uses) {
    List<String> lines = new ArrayList<>();
    uses.forEach((from, to) -> lines.add(from + " uses " + String.join(", ", to)));
    return lines;
  }
}
