package dev.runbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.check.Checker;
import dev.runbook.check.Sources;
import dev.runbook.parse.Reading;
import dev.runbook.shipped.Shipped;
import dev.runbook.source.Source;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.syntax.SourceFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedTest {

  private static final Map<String, ServiceProvider> PROVIDERS = Plugins.shipped();

  static Collection<ServiceProvider> providers() {
    return PROVIDERS.values();
  }

  @Test
  void allServicesAreThereAndNoOthers() {
    assertThat(Shipped.services()).containsExactlyInAnyOrderElementsOf(PROVIDERS.keySet());
    assertThat(Shipped.declaration("nothing")).isNull();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void whatTheBuildHasReadIsWhatReadingGives(ServiceProvider provider) {
    SourceFile shipped = Objects.requireNonNull(Shipped.declaration(provider.service()));

    SourceFile read = Reading.parse(new Source("x", provider.declaration())).tree();
    assertThat(shipped.declarations()).isEqualTo(read.declarations());
    assertThat(shipped.span()).isEqualTo(read.span());
    assertThat(shipped.source().text()).isEqualTo(provider.declaration());
  }

  /** No command looks at their rules any more, so this does. */
  @ParameterizedTest
  @MethodSource("providers")
  void aDeclarationBreaksNoRule(ServiceProvider provider) {
    Sources sources =
        new Sources() {
          @Override
          public Found imported(String path, Source from) {
            return new Found(null, List.of());
          }

          @Override
          public Source service(String name) {
            return new Source(name, Objects.requireNonNull(PROVIDERS.get(name)).declaration());
          }

          @Override
          public Collection<String> services() {
            return PROVIDERS.keySet();
          }
        };
    Source user =
        new Source(
            "user.rb4",
            "use %1$s\nrunbook user \"User\" {\n  needs %1$s\n}\n".formatted(provider.service()));

    assertThat(Checker.check(user, sources).diagnostics()).isEmpty();
  }
}
