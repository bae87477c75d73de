package dev.runbook.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.Secret;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.type.RecordType;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedactorTest {

  private static final String PLAIN = "p@ss w/ö?rd+";

  private final Redactor redactor = new Redactor();

  @BeforeEach
  void remember() {
    redactor.remember(new Secret("env:TOKEN", PLAIN));
  }

  private static List<String> forms() {
    byte[] bytes = PLAIN.getBytes(StandardCharsets.UTF_8);
    return List.of(
        PLAIN,
        Base64.getEncoder().encodeToString(bytes),
        Base64.getUrlEncoder().encodeToString(bytes),
        URLEncoder.encode(PLAIN, StandardCharsets.UTF_8),
        URLEncoder.encode(PLAIN, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  @Test
  void noFormOfASecretStaysInAText() {
    for (String form : forms()) {
      assertThat(redactor.text("a " + form + " b " + form))
          .doesNotContain(form)
          .startsWith("a <secret env:TOKEN>");
    }
  }

  @Test
  void noneStaysAnywhereInAValue() {
    for (String form : forms()) {
      Value text = new Value.Text("x" + form);
      SequencedMap<Value, Value> map = new LinkedHashMap<>();
      map.put(text, text);
      Value all =
          new Value.ListValue(
              List.of(
                  text,
                  new Value.Url("https://x/" + form),
                  new Value.Data(new Value.MapValue(map)),
                  new Value.Inconclusive(form),
                  new Value.Record(new RecordType("", "R"), Map.of("field", text))));
      Value redacted = redactor.value(all);
      assertThat(redacted.toString()).doesNotContain(form);
      assertThat(Show.text(redacted)).doesNotContain(form);
    }
  }

  @Test
  void aFailureKeepsItsKindAndLosesItsCause() {
    ServiceFailure failure =
        ServiceFailure.inDoubt("said " + PLAIN, new IllegalStateException(PLAIN));
    ServiceFailure redacted = redactor.failure(failure);
    assertThat(redacted).hasMessage("said <secret env:TOKEN>").hasNoCause();
    assertThat(redacted.kind()).isEqualTo(ServiceFailure.Kind.IN_DOUBT);
  }

  @Test
  void oneSecretWithinAnotherIsStillNoneOfThem() {
    redactor.remember(new Secret("env:SHORT", "p@ss"));
    assertThat(redactor.text(PLAIN + " p@ss")).isEqualTo("<secret env:TOKEN> <secret env:SHORT>");
  }

  @Test
  void whatIsNoSecretIsLeftAlone() {
    assertThat(redactor.text("nothing to see")).isEqualTo("nothing to see");
    assertThat(redactor.value(Value.Number.of(5))).isEqualTo(Value.Number.of(5));
  }
}
