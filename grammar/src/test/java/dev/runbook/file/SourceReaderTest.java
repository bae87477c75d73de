package dev.runbook.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.TextRenderer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceReaderTest {

  @TempDir Path folder;

  @Test
  void aTextIsRead() throws IOException {
    Loaded loaded = load("use jenkins  # ü 😀\n".getBytes(StandardCharsets.UTF_8));
    assertThat(loaded.diagnostics()).isEmpty();
    assertThat(Objects.requireNonNull(loaded.source()).text()).isEqualTo("use jenkins  # ü 😀\n");
    assertThat(loaded.source().name()).isEqualTo("shown.rb4");
  }

  @Test
  void aMissingFileNamesItsNeighbour() throws IOException {
    Files.writeString(folder.resolve("deploy-prod.rb4"), "");
    Diagnostic missing =
        refused(SourceReader.read(folder.resolve("deploy-prd.rb4"), "deploy-prd.rb4"), Code.RB4001);
    assertThat(missing.title()).isEqualTo("there is no file `deploy-prd.rb4`");
    assertThat(missing.fix()).isEqualTo("Did you mean `deploy-prod.rb4`?");
  }

  @Test
  void aMissingFolderIsToldAsWell() {
    Diagnostic missing =
        refused(SourceReader.read(folder.resolve("no/where.rb4"), "no/where.rb4"), Code.RB4001);
    assertThat(missing.fix()).contains("folder");
  }

  @Test
  void aDirectoryIsNoFile() {
    assertThat(refused(SourceReader.read(folder, "runbooks"), Code.RB4001).title())
        .isEqualTo("`runbooks` is a directory");
  }

  @Test
  void aZeroByteMakesItBinary() throws IOException {
    assertThat(refused(load(new byte[] {'u', 's', 'e', 0}), Code.RB4001).title())
        .contains("zero byte");
  }

  @Test
  void oneMebibyteIsTheMost() throws IOException {
    byte[] most = new byte[1 << 20];
    java.util.Arrays.fill(most, (byte) '\n');
    assertThat(load(most).diagnostics()).isEmpty();
    refused(load(java.util.Arrays.copyOf(most, most.length + 1)), Code.RB4002);
  }

  @Test
  void ofAHugeFileLittleIsRead() throws IOException {
    Path huge = folder.resolve("huge.rb4");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(4L << 30);
    }
    refused(SourceReader.read(huge, "huge.rb4"), Code.RB4002);
  }

  @Test
  void invalidUtf8IsShownWhereItStands() throws IOException {
    byte[] bytes = "use a\n| caf\u00e9 au lait\n".getBytes(StandardCharsets.ISO_8859_1);
    Diagnostic invalid = refused(load(bytes), Code.RB4003);
    assertThat(invalid.line()).isEqualTo(2);
    assertThat(invalid.column()).isEqualTo(6);
    assertThat(invalid.label()).isEqualTo("byte 11 (0xe9) belongs to no character");
  }

  @Test
  void aTruncatedCharacterIsInvalidToo() throws IOException {
    refused(load(new byte[] {'a', (byte) 0xe2, (byte) 0x82}), Code.RB4003);
  }

  @Test
  void aByteOrderMarkIsToldAndLeftOut() throws IOException {
    Loaded loaded = load("\uFEFFuse jenkins\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(loaded.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.RB4004);
    assertThat(loaded.diagnostics().getFirst().fix())
        .isEqualTo("`runbook fmt shown.rb4` puts it right.");
    assertThat(Objects.requireNonNull(loaded.source()).text()).isEqualTo("use jenkins\r\n");
  }

  @Test
  void otherLineEndsAreToldOnceAtTheFirst() throws IOException {
    Loaded loaded = load("use a\nuse b\r\nuse c\r".getBytes(StandardCharsets.UTF_8));
    assertThat(loaded.diagnostics()).extracting(Diagnostic::line).containsExactly(2);
    assertThat(loaded.source()).isNotNull();
    assertThat(TextRenderer.render(loaded.diagnostics())).contains("shown.rb4:2:6");
  }

  private Loaded load(byte[] bytes) throws IOException {
    return SourceReader.read(Files.write(folder.resolve("x.rb4"), bytes), "shown.rb4");
  }

  private static Diagnostic refused(Loaded loaded, Code code) {
    assertThat(loaded.source()).isNull();
    assertThat(loaded.diagnostics()).hasSize(1);
    Diagnostic diagnostic = loaded.diagnostics().getFirst();
    assertThat(diagnostic.code()).isEqualTo(code);
    assertThat(diagnostic.fix()).isNotEmpty();
    return diagnostic;
  }
}
