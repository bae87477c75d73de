package dev.runbook.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Delivers;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No change or notice of any service goes without a test that it is delivered once. */
class EveryChangeTest {

  private static final Pattern CHANGE =
      Pattern.compile("^  (?:change|notice) ([a-z][a-z0-9-]*)\\(", Pattern.MULTILINE);

  /**
   * They change the clone on this machine alone: git says whether it did, and no connection can
   * break.
   */
  private static final List<String> LOCAL =
      List.of("git.create-tag", "git.delete-tag", "git.restore-tag");

  @Test
  void hasATestOfItsDelivery() throws Exception {
    List<String> changes = new ArrayList<>();
    for (ServiceProvider provider : ServiceLoader.load(ServiceProvider.class)) {
      Matcher change = CHANGE.matcher(provider.declaration());
      while (change.find()) {
        changes.add(provider.service() + "." + change.group(1));
      }
    }
    changes.removeAll(LOCAL);
    assertThat(tested()).containsExactlyInAnyOrderElementsOf(changes);
  }

  private static List<String> tested() throws Exception {
    Path root =
        Path.of(EveryChangeTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> tested = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.class")).toList()) {
        String name =
            root.relativize(file).toString().replaceAll("\\.class$", "").replace('/', '.');
        Class<?> type = Class.forName(name, false, EveryChangeTest.class.getClassLoader());
        for (Method method : type.getDeclaredMethods()) {
          Delivers delivers = method.getAnnotation(Delivers.class);
          tested.addAll(delivers == null ? List.of() : List.of(delivers.value()));
        }
      }
    }
    return tested;
  }
}
