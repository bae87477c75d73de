package dev.runbook.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.profile.Configuration;
import dev.runbook.profile.Profile;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.spi.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesPageTest {

  private static final Pattern EXAMPLE =
      Pattern.compile("```yaml profiles\\n(.*?)```", Pattern.DOTALL);

  private final Document page = Document.of("docs/profiles.md");
  private final List<ServiceProvider> providers =
      ServiceLoader.load(ServiceProvider.class).stream().map(ServiceLoader.Provider::get).toList();

  @Test
  void itsExampleIsAConfiguration(@TempDir Path folder) throws IOException {
    Matcher example = EXAMPLE.matcher(page.text());
    assertThat(example.find()).isTrue();
    Path file = Files.writeString(folder.resolve("runbook.yaml"), example.group(1));
    Map<String, Profile> profiles =
        Configuration.read(
            file,
            providers.stream()
                .collect(Collectors.toMap(ServiceProvider::service, provider -> provider)));
    assertThat(profiles).containsOnlyKeys("production");
  }

  @Test
  void everyVariableThatGivesASecretStandsOnIt() {
    List<String> variables =
        providers.stream()
            .flatMap(provider -> provider.settings().stream())
            .filter(Setting::secret)
            .flatMap(setting -> setting.variables().stream())
            .toList();
    assertThat(variables)
        .isNotEmpty()
        .allSatisfy(variable -> assertThat(page.text()).contains("`" + variable + "`"));
  }
}
