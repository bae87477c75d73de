package dev.runbook.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceProvider;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A check instantiates every provider, so what they load is part of every start. */
class ProvidersTest {

  @Test
  void allServicesAreFoundAndDeclareThemselvesWithoutAnyLibrary() throws Exception {
    URL[] own = {
      Declaration.class.getProtectionDomain().getCodeSource().getLocation(),
      ServiceProvider.class.getProtectionDomain().getCodeSource().getLocation(),
    };
    try (URLClassLoader alone = new URLClassLoader(own, ClassLoader.getPlatformClassLoader())) {
      Class<?> spi = alone.loadClass(ServiceProvider.class.getName());
      var services =
          StreamSupport.stream(ServiceLoader.load(spi, alone).spliterator(), false)
              .map(ProvidersTest::declared)
              .toList();
      assertThat(services)
          .containsExactlyInAnyOrder(
              "jenkins",
              "matrix",
              "slack",
              "pager",
              "sentry",
              "grafana",
              "prometheus",
              "bigquery",
              "cloudsql",
              "balrog",
              "http",
              "git",
              "github",
              "registry",
              "shell");
    }
  }

  private static String declared(Object provider) {
    try {
      Object service = provider.getClass().getMethod("service").invoke(provider);
      Object declaration = provider.getClass().getMethod("declaration").invoke(provider);
      assertThat((String) declaration).startsWith("service " + service + " \"");
      return (String) service;
    } catch (ReflectiveOperationException broken) {
      throw new LinkageError(broken.getMessage(), broken);
    }
  }
}
