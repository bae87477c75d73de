package dev.runbook.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Connection;
import dev.runbook.spi.RunClock;
import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceProvider;
import dev.runbook.stdlib.sandbox.Rehearsal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each service cannot be asked without. */
class LacksTest {

  /**
   * @param said the settings and credentials that somebody says; kind is what it says of itself
   */
  private record Said(Set<String> said) implements Connection {

    @Override
    public Optional<URI> base() {
      return Optional.of(URI.create("https://service.test/"));
    }

    @Override
    public Optional<String> setting(String name) {
      return said.stream()
          .filter(each -> each.equals(name) || each.startsWith(name + "="))
          .map(each -> each.replaceFirst("^[^=]*=", ""))
          .findFirst();
    }

    @Override
    public Optional<Secret> credential(String name) {
      return said.contains(name) ? Optional.of(new Secret(name, "s")) : Optional.empty();
    }

    @Override
    public RunClock clock() {
      throw new IllegalStateException("nothing is asked");
    }

    @Override
    public URI route(URI wanted) throws ServiceFailure {
      if (said.contains("metadata")) {
        return wanted;
      }
      throw ServiceFailure.refused("no");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jenkins, user, token",
    "jenkins, token, user",
    "matrix, '', token",
    "sentry, organization, token",
    "github, '', token",
    "slack, '', token webhook",
    "pager, '', kind",
    "pager, kind=pagerduty, routing-key",
    "bigquery, '', credentials-file access-token",
    "cloudsql, '', credentials-file access-token",
  })
  void thoseThatAnswerNobody(String service, String said, String lacks) {
    assertThat(lacking(service, said)).containsAll(Set.of(lacks.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "jenkins, user token",
    "jenkins, user password",
    "matrix, token",
    "sentry, token",
    "github, token",
    "slack, webhook",
    "pager, kind=pagerduty routing-key",
    "pager, kind=alertmanager",
    "bigquery, credentials-file",
    "bigquery, access-token",
    "cloudsql, metadata",
    "grafana, ''",
    "prometheus, ''",
    "registry, ''",
    "balrog, ''",
    "http, ''",
    "shell, ''",
    "git, ''",
  })
  void whatIsEnough(String service, String said) {
    assertThat(lacking(service, said)).isEmpty();
  }

  @Test
  void whatTheyLackIsASettingOfTheirs() {
    for (ServiceProvider provider : Rehearsal.providers()) {
      assertThat(provider.settings())
          .extracting("name")
          .containsAll(provider.lacks(new Said(Set.of())));
    }
  }

  private static List<String> lacking(String service, String said) {
    return Rehearsal.provider(service).lacks(new Said(Set.of(said.split(" "))));
  }
}
