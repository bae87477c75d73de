package dev.runbook.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of tests lists the events that the services declare. */
class EventsPageTest {

  private static final Pattern DECLARED =
      Pattern.compile("(?m)^  event ([a-z-]+)\\(([^)]*)\\) \\{\\n    \\| (.*)\\n  \\}");
  private static final Pattern LISTED = Pattern.compile("(?m)^\\| `[a-z]+\\.[a-z-]+\\(.*$");

  @Test
  void theListIsWhatTheServicesDeclare() {
    List<String> declared = new ArrayList<>();
    for (ServiceProvider provider : ServiceLoader.load(ServiceProvider.class)) {
      Matcher event = DECLARED.matcher(provider.declaration());
      while (event.find()) {
        String parameters = event.group(2).replaceAll(": [a-z]+", "");
        String about = event.group(3);
        String words =
            about.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + about.substring(1);
        declared.add(
            "| `%s.%s(%s)` | %s |"
                .formatted(
                    provider.service(), event.group(1), parameters, words.replaceAll("\\.$", "")));
      }
    }
    List<String> listed = new ArrayList<>();
    Matcher line = LISTED.matcher(Document.of("docs/language/tests.md").text());
    while (line.find()) {
      listed.add(line.group());
    }
    Collections.sort(declared);
    assertThat(listed).isEqualTo(declared).isNotEmpty();
  }
}
