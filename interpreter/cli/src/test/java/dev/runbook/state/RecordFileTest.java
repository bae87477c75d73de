package dev.runbook.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordFileTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("record.jsonl");
  }

  private Path written(String... objects) {
    try (RecordFile record = RecordFile.create(file(), Rights.OWNER)) {
      for (String object : objects) {
        record.append(object);
      }
    }
    return file();
  }

  @Test
  void eachLineIsAnObjectWithItsNumberAndTheHashOfTheLineBefore() throws Exception {
    List<String> lines = Files.readAllLines(written("{\"kind\":\"began\",\"ü\":1}", "{}"));

    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    JsonNode second = new ObjectMapper().readTree(lines.get(1));
    assertThat(first.fieldNames()).toIterable().containsExactly("n", "after", "kind", "ü");
    assertThat(first.get("n").asLong()).isEqualTo(1);
    assertThat(first.get("after").asText()).isEmpty();
    assertThat(second.get("n").asLong()).isEqualTo(2);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(lines.get(0).getBytes(UTF_8));
    assertThat(second.get("after").asText())
        .isEqualTo(HexFormat.of().formatHex(hash).substring(0, 32));
  }

  @Test
  void whatIsAppendedIsThereAtOnceForOthers() {
    try (RecordFile record = RecordFile.create(file(), Rights.OWNER)) {
      for (int n = 1; n <= 20; n++) {
        record.append("{\"x\":" + n + "}", n % 2 == 0);
        assertThat(RecordFile.read(file())).hasSize(n).last().asString().contains("\"x\":" + n);
      }
    }
  }

  @Test
  void goesOnWhereItWasLeft() {
    written("{\"x\":1}");
    try (RecordFile record = RecordFile.open(file(), Rights.OWNER)) {
      assertThat(record.lines()).hasSize(1);
      record.append("{\"x\":2}");
    }
    assertThat(RecordFile.read(file())).hasSize(2);
  }

  /**
   * Torn at every byte, with every kind of character in it; the last torn form lacks its newline.
   */
  @Test
  void aTornLastEntryIsAsIfItHadNeverBeenBegun() throws IOException {
    written("{\"x\":1}", "{\"x\":2}");
    List<String> without = RecordFile.read(file());
    byte[] short2 = Files.readAllBytes(file());
    try (RecordFile record = RecordFile.open(file(), Rights.OWNER)) {
      record.append("{\"kind\":\"said\",\"text\":\"a \\\"quoted\\\" {ü} 🎈 line\\n\"}");
    }
    byte[] whole = Files.readAllBytes(file());

    for (int length = short2.length; length < whole.length; length++) {
      Path torn = folder.resolve("torn.jsonl");
      Files.write(torn, java.util.Arrays.copyOf(whole, length));

      assertThat(RecordFile.read(torn)).as("torn at byte %s", length).isEqualTo(without);
      try (RecordFile record = RecordFile.open(torn, Rights.OWNER)) {
        assertThat(record.lines()).isEqualTo(without);
        assertThat(record.dropped()).isEqualTo(length - short2.length);
        assertThat(torn).hasBinaryContent(short2);
        record.append("{\"x\":3}");
      }
      assertThat(RecordFile.read(torn)).hasSize(3).startsWith(without.toArray(String[]::new));
    }
  }

  /** After a loss of power the newline may be there, and a block in front of it not. */
  @Test
  void aLastEntryWithAHoleIsTornToo() throws IOException {
    written("{\"x\":1}", "{\"x\":\"abcdef\"}");
    List<String> without = RecordFile.read(file()).subList(0, 1);
    byte[] bytes = Files.readAllBytes(file());
    for (int at = bytes.length - 8; at < bytes.length - 2; at++) {
      bytes[at] = 0;
    }
    Files.write(file(), bytes);

    assertThat(RecordFile.read(file())).isEqualTo(without);
    try (RecordFile record = RecordFile.open(file(), Rights.OWNER)) {
      assertThat(record.dropped()).isPositive();
    }
    assertThat(Files.readAllLines(file())).isEqualTo(without);
  }

  /** By an editor, say: it may have been kept, and acted upon. */
  @Test
  void aLastEntryThatIsWholeButBrokenIsRefused() throws IOException {
    String text = Files.readString(written("{\"x\":1}", "{\"x\":2}"));
    Files.writeString(file(), text.replace("2}", "2"));

    assertThatThrownBy(() -> RecordFile.read(file())).isInstanceOf(RecordDamaged.class);
  }

  @Test
  void aRecordOfNothingButATornFirstEntryIsEmpty() throws IOException {
    Files.writeString(file(), "{\"n\":1,\"aft");

    assertThat(RecordFile.read(file())).isEmpty();
  }

  /** Every single byte, the newlines included. */
  @Test
  void noByteInTheMiddleIsChangedUnseen() throws IOException {
    written("{\"x\":1}", "{\"x\":\"ü\"}", "{\"x\":3}");
    byte[] bytes = Files.readAllBytes(file());
    int last = Files.readString(file()).lastIndexOf("{\"n\":3") + 1; // one character has two bytes
    for (int at = 0; at < last; at++) {
      byte was = bytes[at];
      for (byte other : new byte[] {(byte) (was ^ 1), 0, (byte) 0xff, '\n', '}'}) {
        if (other == was) {
          continue;
        }
        bytes[at] = other;
        Files.write(file(), bytes);
        assertThatThrownBy(() -> RecordFile.read(file()))
            .as("byte %s as %s", at, other)
            .isInstanceOf(RecordDamaged.class);
      }
      bytes[at] = was;
    }
  }

  @Test
  void aLineThatWasTakenOutAddedOrMovedIsSeen() throws IOException {
    List<String> lines = RecordFile.read(written("{\"x\":1}", "{\"x\":2}", "{\"x\":3}"));

    refused("line 2", lines.get(0), lines.get(2));
    refused("Line 1", lines.get(1), lines.get(2));
    refused("Line 2", lines.get(0), lines.get(0), lines.get(1), lines.get(2));
    refused("Line 2", lines.get(0), lines.get(2), lines.get(1));
    refused("Line 4", lines.get(0), lines.get(1), lines.get(2), "{\"n\":4,\"after\":\"\"}");
    refused("Line 4", lines.get(0), lines.get(1), lines.get(2), "{\"x\":4}");
  }

  private void refused(String where, String... lines) throws IOException {
    Files.write(file(), List.of(lines));
    assertThatThrownBy(() -> RecordFile.open(file(), Rights.OWNER))
        .isInstanceOf(RecordDamaged.class)
        .hasMessageContaining(file().toString())
        .hasMessageContaining("not guessed")
        .satisfies(e -> assertThat(e.getMessage()).containsIgnoringCase(where));
    assertThat(Files.readAllLines(file())).containsExactly(lines);
  }

  @Test
  void anEntryThatIsTooLongIsNotWritten() throws IOException {
    written("{\"x\":1}");
    try (RecordFile record = RecordFile.open(file(), Rights.OWNER)) {
      String much = "{\"x\":\"" + "y".repeat(Entry.LONGEST) + "\"}";
      assertThatThrownBy(() -> record.append(much))
          .isInstanceOf(RecordFailure.class)
          .hasMessageContaining("longer than a record takes");
    }
    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}{}", "{\"x\":1}\n", "{\"x\":}", "{\"a\":1,\"a\":2}"})
  void whatIsNoObjectOnOneLineNeverGetsIntoARecord(String object) throws IOException {
    written("{}");
    try (RecordFile record = RecordFile.open(file(), Rights.OWNER)) {
      assertThatThrownBy(() -> record.append(object)).isInstanceOf(IllegalArgumentException.class);
      record.append("{}");
    }
    assertThat(RecordFile.read(file())).hasSize(2);
  }

  @Test
  void oneWriteAndOneFsyncForAnEntryAndNoFsyncForANote() {
    FailingDisk disk = new FailingDisk();
    RecordFile record = new RecordFile(file(), disk, new RecordReader(List.of(), "", 0, 0));

    record.append("{\"x\":1}");
    assertThat(disk.writes).isEqualTo(1);
    assertThat(disk.forces).isEqualTo(1);
    record.append("{\"x\":2}", false);
    assertThat(disk.writes).isEqualTo(2);
    assertThat(disk.forces).isEqualTo(1);
    record.close();
    assertThat(disk.forces).isEqualTo(2);
  }

  /** Whichever call of the system fails, and however much of a write arrived. */
  @Test
  void afterAFailureNothingIsEverWrittenAgain() throws IOException {
    int inAll = 6;
    for (int failing = 1; failing <= inAll; failing++) {
      for (int arriving : new int[] {0, 7, 1000}) {
        FailingDisk disk = new FailingDisk();
        disk.failing = failing;
        disk.arriving = arriving;
        RecordFile record = new RecordFile(file(), disk, new RecordReader(List.of(), "", 0, 0));

        int acknowledged = appendsUntilFailure(record);

        assertThat(disk.closed).isTrue();
        int calls = disk.calls;
        assertThatThrownBy(() -> record.append("{}"))
            .isInstanceOf(RecordFailure.class)
            .hasMessageContaining("what was recorded before is safe")
            .hasMessageContaining("resume");
        record.close();
        assertThat(disk.calls).isEqualTo(calls).isEqualTo(failing);
        Files.write(file(), disk.content.toByteArray());
        assertThat(RecordFile.read(file())).hasSizeBetween(acknowledged, acknowledged + 1);
      }
    }
  }

  private static int appendsUntilFailure(RecordFile record) {
    int done = 0;
    try {
      while (true) {
        record.append("{\"x\":" + done + "}");
        done++;
      }
    } catch (RecordFailure e) {
      return done;
    }
  }

  @Test
  void ctrlCInTheMiddleCostsNoEntry() {
    try (RecordFile record = RecordFile.create(file(), Rights.OWNER)) {
      Thread.currentThread().interrupt();
      record.append("{\"x\":1}");
      assertThat(Thread.interrupted()).isTrue();
      record.append("{\"x\":2}");
    }
    assertThat(RecordFile.read(file())).hasSize(2);
  }

  /** As after a take-over, by a process that was frozen and does not know yet. */
  @Test
  void whatALateWriterAddsAfterTheRecordWasRenewedIsNotInIt() throws IOException {
    RecordFile frozen = RecordFile.create(file(), Rights.OWNER);
    frozen.append("{\"x\":1}");
    Files.writeString(file(), "{\"torn", java.nio.file.StandardOpenOption.APPEND);

    try (RecordFile renewed = RecordFile.renew(file(), Rights.OWNER)) {
      assertThat(renewed.dropped()).isEqualTo(6);
      renewed.append("{\"x\":2}");
      frozen.append("{\"x\":\"late\"}");
      renewed.append("{\"x\":3}");
    }

    assertThat(RecordFile.read(file())).hasSize(3).noneMatch(line -> line.contains("late"));
  }
}
