package dev.runbook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries as lines and back. */
class WireFormTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-26T10:00:00Z",
        "2026-11-26T23:59:59.1Z",
        "2028-02-29T00:00:01.000000001Z",
        "2026-11-26T10:00:00.123456789Z",
        "1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "-0044-03-15T12:00:00Z",
      })
  void aTimeIsReadAsItWasWritten(String time) {
    Event.Noted noted = new Event.Noted("a/b", "a note", Instant.parse(time));
    assertThat(WireForm.read(WireForm.write(noted), Types.detached())).isEqualTo(noted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-26",
        "2026-11-26T10:00:00",
        "2026-11-26T10:00:00.1234567890Z",
        "2026-13-26T10:00:00Z",
        "2026-02-30T10:00:00Z",
        "2026-11-26T24:00:01Z",
        "2026-11-26T10:0x:00Z",
        "2026-11-26 10:00:00Z",
        "2026-11-26T10:00:00,5Z",
        "+026-11-26T10:00:00Z",
      })
  void whatIsNoTimeIsNoEntry(String time) {
    String line = "{\"kind\":\"left\",\"at\":\"" + time + "\",\"reason\":\"\"}";
    assertThatThrownBy(() -> WireForm.read(line, Types.detached()))
        .isInstanceOf(NotAnEntry.class)
        .hasMessageContaining("`at` is no time");
  }
}
