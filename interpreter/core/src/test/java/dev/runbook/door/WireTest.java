package dev.runbook.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.spi.Version;
import dev.runbook.type.Basic;
import dev.runbook.type.EnumType;
import dev.runbook.type.RecordType;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final EnumType ORDER = new EnumType("", "Order", List.of("low", "high"));
  private static final RecordType HOST = host();

  private static RecordType host() {
    RecordType type = new RecordType("", "Host");
    type.field("name", Basic.TEXT);
    type.field("note", Basic.TEXT.optional());
    return type;
  }

  static Stream<Arguments> both() {
    Instant moment = Instant.parse("2026-11-26T10:00:00Z");
    return Stream.of(
        Arguments.of("x", Basic.TEXT),
        Arguments.of(new BigDecimal("1.50"), Basic.NUMBER),
        Arguments.of(new BigDecimal("0.2"), Basic.PERCENT),
        Arguments.of(true, Basic.BOOL),
        Arguments.of(Duration.ofMinutes(5), Basic.DURATION),
        Arguments.of(moment, Basic.TIME),
        Arguments.of(LocalDate.of(2026, 11, 26), Basic.DATE),
        Arguments.of(LocalTime.of(10, 0), Basic.CLOCK),
        Arguments.of(new Version("v3.08"), Basic.VERSION),
        Arguments.of(URI.create("https://x/"), Basic.URL),
        Arguments.of("low", ORDER),
        Arguments.of(List.of("a", "b"), new Type.ListOf(Basic.TEXT)),
        Arguments.of(Map.of("a", true), new Type.MapOf(Basic.TEXT, Basic.BOOL)),
        Arguments.of(Map.of("a", List.of("b", true)), Basic.DATA));
  }

  @ParameterizedTest
  @MethodSource("both")
  void whatComesInGoesOutTheSame(Object object, Type type) throws Exception {
    Value value = Wire.fromJava(object, type, ZONE);
    assertThat(Wire.toJava(value, name -> name)).isEqualTo(object);
  }

  @Test
  void aRecordTakesItsFieldsAndMissesNoneThatMayBeMissing() throws Exception {
    Value value = Wire.fromJava(Map.of("name", "a", "extra", 5), HOST, ZONE);
    Map<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("name", "a");
    out.put("note", null);
    assertThat(Wire.toJava(value, name -> name)).isEqualTo(out);
  }

  @Test
  void aTextStandsForMomentsVersionsAndAddresses() throws Exception {
    assertThat(Wire.fromJava("v3.8", Basic.VERSION, ZONE))
        .isEqualTo(new Value.Ver(new Version("v3.8")));
    assertThat(Wire.fromJava("2026-11-26T11:00:00+01:00", Basic.TIME, ZONE))
        .isEqualTo(new Value.Time(Instant.parse("2026-11-26T10:00:00Z"), ZONE));
    assertThat(Wire.fromJava("https://x/", Basic.URL, ZONE)).isEqualTo(new Value.Url("https://x/"));
  }

  static Stream<Arguments> mismatches() {
    return Stream.of(
        Arguments.of(null, Basic.TEXT, "nothing where text was declared"),
        Arguments.of(5, Basic.TEXT, "a Integer where text was declared"),
        Arguments.of("five", Basic.NUMBER, "a String where number was declared"),
        Arguments.of(Double.NaN, Basic.NUMBER, "`NaN` where number was declared"),
        Arguments.of(Double.POSITIVE_INFINITY, Basic.DATA, "`Infinity` where data was declared"),
        Arguments.of(
            new BigDecimal("1E2147483647"),
            Basic.PERCENT,
            "`1E+2147483647` where percent was declared"),
        Arguments.of(
            new BigDecimal("1E-999999999"),
            Basic.NUMBER,
            "`1E-999999999` where number was declared"),
        Arguments.of("3.8", Basic.VERSION, "`3.8` where version was declared"),
        Arguments.of("noon", Basic.TIME, "`noon` where time was declared"),
        Arguments.of("medium", ORDER, "`medium` is no Order"),
        Arguments.of(Map.of(), HOST, "nothing where text was declared"),
        Arguments.of(
            Arrays.asList("a", null),
            new Type.ListOf(Basic.TEXT),
            "nothing where text was declared"),
        Arguments.of(new Object(), Basic.DATA, "data holds no Object"),
        Arguments.of("s", new Type.Secret(Basic.TEXT), "a service gives no secrets"));
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void whatIsNotAsDeclaredIsTold(@Nullable Object object, Type type, String message) {
    assertThatThrownBy(() -> Wire.fromJava(object, type, ZONE))
        .isInstanceOf(Wire.Mismatch.class)
        .hasMessage(message);
  }

  @Test
  void aSecretIsFoundWhenItIsSentAndNotBefore() {
    assertThat(Wire.toJava(new Value.SecretRef("env:X"), name -> "found " + name))
        .isEqualTo("found env:X");
  }

  @Test
  void noneIsNull() throws Exception {
    assertThat(Wire.toJava(Value.NONE, name -> name)).isNull();
    assertThat(Wire.fromJava(null, Basic.TEXT.optional(), ZONE)).isEqualTo(Value.NONE);
  }
}
