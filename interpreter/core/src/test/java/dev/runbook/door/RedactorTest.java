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
import java.util.Locale;
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
        URLEncoder.encode(PLAIN, StandardCharsets.UTF_8).replace("+", "%20"),
        URLEncoder.encode(PLAIN, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT),
        // As a path: what may stand in it stays.
        "p@ss%20w%2F%C3%B6%3Frd+",
        "p@ss w\\/\\u00f6?rd+");
  }

  @Test
  void noFormOfASecretStaysInAText() {
    for (String form : forms()) {
      assertThat(redactor.text("a " + form + " b " + form))
          .doesNotContain(form)
          .startsWith("a <secret env:TOKEN>");
    }
  }

  /** Which characters spell it depends on what stands in front of it. */
  @Test
  void noneStaysInTheBase64OfSomethingLonger() {
    for (String user : List.of("a:", "ab:", "abc:", "")) {
      for (String behind : List.of("", "x", "xy")) {
        byte[] pair = (user + PLAIN + behind).getBytes(StandardCharsets.UTF_8);
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
          String text = redactor.text(encoder.encodeToString(pair));
          assertThat(text).as(user + behind).contains("<secret env:TOKEN>");
          // At most a byte's bits stand at both ends, in characters that spell its neighbours too.
          assertThat(text.length()).isLessThan("<secret env:TOKEN>".length() + 16);
        }
      }
    }
  }

  @Test
  void noneStaysInBase64OfLimitedLines() {
    String key = "k3y-".repeat(60);
    redactor.remember(new Secret("file:key", key));
    String lines = Base64.getMimeEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    assertThat(redactor.text(lines)).isEqualTo("<secret file:key>");
  }

  @Test
  void oneOfDigitsIsNoNumberEither() {
    redactor.remember(new Secret("env:PIN", "482913"));
    Value pin = redactor.value(new Value.Data(Value.Number.of(482913)));
    assertThat(pin).isEqualTo(new Value.Data(new Value.Text("<secret env:PIN>")));
    assertThat(redactor.value(new Value.Data(Value.Number.of(7))))
        .isEqualTo(new Value.Data(Value.Number.of(7)));
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
