package dev.runbook.stdlib.http;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that answer, and addresses that do not. */
class HttpClientTest {

  private Rehearsal rehearsal;

  @BeforeEach
  void enter(@TempDir Path scratch) {
    String world =
        """
        http:
          answers:
            - { url: "https://api.test/list?all=yes", text: '{"a": [1.5, true, null, "x"]}' }
            - { url: "https://api.test", text: "hello" }
            - { url: "https://api.test/broken", status: 500, text: "oops" }
        balrog: { versions: { "https://aus.test/": v3.19 } }
        """;
    rehearsal = Rehearsal.of(world, scratch);
  }

  @AfterEach
  void leave() {
    rehearsal.close();
  }

  @Test
  void jsonBecomesData() throws Exception {
    assertThat(rehearsal.perform("http", "json", "url", "https://api.test/list?all=yes"))
        .isEqualTo(Map.of("a", Arrays.asList(new BigDecimal("1.5"), true, null, "x")));
  }

  @Test
  void textIsTakenAsItIs() throws Exception {
    assertThat(rehearsal.perform("http", "text", "url", "https://api.test")).isEqualTo("hello");
  }

  @Test
  void aHostOfAnotherServiceIsThatService() throws Exception {
    assertThat(rehearsal.perform("http", "json", "url", "https://aus.test/__version__"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("version", "3.19");
  }

  @Test
  void whatDoesNotAnswerIsToldApart() {
    for (var expected :
        List.of(
            Map.entry("https://nowhere.test/", Kind.UNAVAILABLE),
            Map.entry("https://api.test/broken", Kind.UNAVAILABLE),
            Map.entry("https://api.test/missing", Kind.REFUSED),
            Map.entry("file:///etc/hostname", Kind.REFUSED),
            Map.entry("not an address", Kind.REFUSED))) {
      ServiceFailure failure =
          failure(() -> rehearsal.perform("http", "text", "url", expected.getKey()));
      assertThat(failure.kind()).as(expected.getKey()).isEqualTo(expected.getValue());
    }
  }
}
