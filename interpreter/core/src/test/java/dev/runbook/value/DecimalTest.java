package dev.runbook.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number is the same one however it was made, and is computed with exactly. */
class DecimalTest {

  @ParameterizedTest
  @CsvSource({
    "5, 5.0",
    "5, 5.000",
    "0, 0.00",
    "0, -0",
    "1200, 1.2E3",
    "007, 7",
    "999999999999999999, 999999999999999999.0",
    "9223372036854775808, 9223372036854775808.0"
  })
  void theSameNumber(String one, String other) {
    Decimal whole = Decimal.parse(one);
    Decimal spelled = Decimal.parse(other);

    assertThat(whole).isEqualTo(spelled).hasSameHashCodeAs(spelled).hasToString(spelled.toString());
    assertThat(spelled).isEqualTo(whole);
    assertThat(whole.value()).isEqualByComparingTo(new BigDecimal(other));
    assertThat(whole).as("also after it was computed with").isEqualTo(Decimal.parse(one));
  }

  @ParameterizedTest
  @CsvSource({"5, 6", "5, 5.1", "5, -5", "0, 0.001", "9223372036854775807, 9223372036854775808"})
  void anotherNumber(String one, String other) {
    assertThat(Decimal.parse(one)).isNotEqualTo(Decimal.parse(other));
    assertThat(Decimal.parse(other)).isNotEqualTo(Decimal.parse(one));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "5.10, 5.1",
    "1.2E3, 1200",
    "-7, -7",
    "0.000, 0",
    "123456789012345678901, 123456789012345678901"
  })
  void isShownAsPeopleWriteIt(String written, String shown) {
    assertThat(Decimal.parse(written)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1x", "1_000", "٣x"})
  void whatIsNoNumber(String text) {
    assertThatThrownBy(() -> Decimal.parse(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void aShareIsTheSameAsItsFraction() {
    Value.Percent written = new Value.Percent(Decimal.parse("20"));
    Value.Percent computed = new Value.Percent(new BigDecimal("0.2"));

    assertThat(written).isEqualTo(computed).hasSameHashCodeAs(computed);
    assertThat(written.fraction()).isEqualByComparingTo("0.2");
    assertThat(computed.fraction()).as("as it came").isEqualTo(new BigDecimal("0.2"));
    assertThat(Show.text(computed)).isEqualTo("20%");
    assertThat(Show.text(new Value.Percent(new BigDecimal("0.125")))).isEqualTo("12.5%");
  }
}
