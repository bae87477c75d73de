package dev.runbook.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runbook.state.KeptRun.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransferTest {

  @TempDir Path folder;
  private StateFolder laptop;
  private StateFolder desk;
  private String id = "";

  @BeforeEach
  void begin() {
    laptop = StateFolder.open(folder.resolve("laptop"), new QuickClock());
    desk = StateFolder.open(folder.resolve("desk"), new QuickClock());
    try (Run run = laptop.begin("deploy", Instant.parse("2026-11-23T19:25:00Z"), "anna")) {
      run.record().append("{\"kind\":\"began\",\"profile\":\"prod\"}");
      id = run.id();
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void append(StateFolder state, String entry) {
    try (Run run = state.open(id, "bob", false)) {
      run.record().append(entry);
    }
  }

  private void refused(StateFolder state, String file, String... words) throws IOException {
    byte[] before = Files.readAllBytes(state.record(id));
    assertThatThrownBy(() -> state.importFrom(file(file)))
        .isInstanceOf(StateException.class)
        .hasMessageContainingAll(words);
    assertThat(state.record(id)).hasBinaryContent(before);
  }

  @Test
  void aRunGoesOnWhereItIsImportedAndComesBack() throws IOException {
    laptop.export(id, file("one"), "anna", false);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("one"))))
        .isEqualTo("rw-------");
    assertThat(laptop.runs().named(id).standing()).isEqualTo(Standing.EXPORTED);
    assertThatThrownBy(() -> laptop.open(id, "anna", false))
        .isInstanceOf(Held.class)
        .hasMessageContainingAll("was exported to " + file("one"), "by anna", "import it again");

    assertThat(desk.importFrom(file("one"))).isEqualTo(id);
    assertThat(Files.readAllBytes(desk.record(id)))
        .isEqualTo(Files.readAllBytes(laptop.record(id)));
    assertThat(desk.runs().named(id).standing()).isEqualTo(Standing.LEFT);
    append(desk, "{\"x\":2}");

    desk.export(id, file("two"), "bob", false);
    assertThat(laptop.importFrom(file("two"))).isEqualTo(id);
    append(laptop, "{\"x\":3}");
    assertThat(RecordFile.read(laptop.record(id))).hasSize(3);
    assertThatThrownBy(() -> desk.open(id, "bob", false)).isInstanceOf(Held.class);
  }

  @Test
  void aRunThatIsHereIsNotOverwritten() throws IOException {
    laptop.export(id, file("one"), "anna", false);
    desk.importFrom(file("one"));
    append(desk, "{\"x\":2}");

    refused(desk, "one", "is here, and was not exported");
    desk.export(id, file("two"), "bob", false);
    refused(desk, "one", "entries that the file does not have");
    assertThatThrownBy(() -> desk.open(id, "bob", false))
        .as("still exported")
        .isInstanceOf(Held.class);
  }

  @Test
  void aRunThatWentOnInTwoPlacesIsNotMadeOne() throws IOException {
    laptop.export(id, file("one"), "anna", false);
    desk.importFrom(file("one"));
    append(desk, "{\"x\":\"desk\"}");
    try (Run run = laptop.open(id, "anna", true)) {
      run.record().append("{\"x\":\"laptop\"}");
    }
    desk.export(id, file("two"), "bob", false);

    refused(laptop, "two", "was not exported");
    laptop.export(id, file("three"), "anna", false);
    refused(laptop, "two", "both went on");
  }

  @Test
  void aFileThatIsNotWholeOrNotAsItWasWrittenIsRefused() throws IOException {
    append(laptop, "{\"x\":2}");
    laptop.export(id, file("one"), "anna", false);
    byte[] bytes = Files.readAllBytes(file("one"));
    List<String> lines = Files.readAllLines(file("one"));

    for (int length = 0; length < bytes.length; length++) {
      Files.write(file("cut"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> desk.importFrom(file("cut")))
          .as("%s bytes of it", length)
          .isInstanceOf(StateException.class);
    }
    Files.write(file("cut"), lines.subList(0, 2));
    assertThatThrownBy(() -> desk.importFrom(file("cut")))
        .hasMessageContainingAll("not whole", "1 entries of 2", "nothing was imported");
    Files.writeString(file("cut"), Files.readString(file("one")).replace("\"x\":2", "\"x\":3"));
    assertThatThrownBy(() -> desk.importFrom(file("cut"))).isInstanceOf(StateException.class);
    Files.writeString(file("cut"), Files.readString(file("one")).replace(id, "../../" + id));
    assertThatThrownBy(() -> desk.importFrom(file("cut"))).hasMessageContaining("is no run");
    assertThat(desk.runs().all()).isEmpty();
  }

  @Test
  void aRunThatSomebodyHasStaysWhereItIs() {
    try (Run run = laptop.open(id, "anna", false)) {
      assertThatThrownBy(() -> laptop.export(id, file("one"), "bob", false))
          .isInstanceOf(Held.class)
          .hasMessageContaining("held by anna");
      run.lease().check();
    }
    assertThat(file("one")).doesNotExist();
  }

  @Test
  void nothingIsOverwrittenByAnExportNorLostByOneThatFails() throws IOException {
    Files.writeString(file("mine"), "precious");
    assertThatThrownBy(() -> laptop.export(id, file("mine"), "anna", false))
        .hasMessageContaining("is there already");
    assertThatThrownBy(() -> laptop.export(id, file("no/such/folder"), "anna", false))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("cannot be written");

    assertThat(file("mine")).hasContent("precious");
    append(laptop, "{\"x\":2}");
  }

  @Test
  void aDamagedRecordIsNotSentOn() throws IOException {
    append(laptop, "{\"x\":2}");
    Path record = laptop.record(id);
    Files.writeString(record, Files.readString(record).replace("began", "ended"));

    assertThatThrownBy(() -> laptop.export(id, file("one"), "anna", false))
        .isInstanceOf(RecordDamaged.class);
    assertThat(file("one")).doesNotExist();
    assertThat(laptop.runs().named(id).standing()).isNotEqualTo(Standing.EXPORTED);
  }

  /** As after a crash in the middle of an import. */
  @Test
  void anImportThatWasCutShortIsMadeGood() throws IOException {
    laptop.export(id, file("one"), "anna", false);
    Files.createDirectory(folder.resolve("desk/runs/.import-" + id));
    Files.writeString(folder.resolve("desk/runs/.import-" + id + "/record.jsonl"), "{");

    assertThat(desk.runs().all()).isEmpty();
    desk.importFrom(file("one"));
    assertThat(desk.runs().all()).hasSize(1);
  }
}
