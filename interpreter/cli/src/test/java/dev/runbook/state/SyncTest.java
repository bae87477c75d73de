package dev.runbook.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether the system is asked to keep what was written. A file that is kept looks as one that is
 * not, until the machine ends; but what cannot be kept at all says so when it is asked.
 */
@EnabledOnOs(OS.LINUX)
final class SyncTest {

  @TempDir Path folder;

  @Test
  void anEntryIsForcedToTheDisk() throws IOException {
    try (FileDisk nowhere = new FileDisk(Path.of("/dev/null"))) {
      nowhere.write(new byte[] {'{', '}'});
      assertThatThrownBy(nowhere::force).isInstanceOf(SyncFailedException.class);
    }
    try (FileDisk disk = new FileDisk(folder.resolve("record"))) {
      disk.write(new byte[] {'{', '}'});
      assertThatCode(disk::force).doesNotThrowAnyException();
    }
  }

  @Test
  void thatAFileWasMadeIsForcedToTheDisk() {
    assertThatThrownBy(() -> Durable.forceFolderOf(Path.of("/proc/self/record")))
        .isInstanceOf(IOException.class);
    assertThatCode(() -> Durable.forceFolderOf(folder.resolve("record")))
        .doesNotThrowAnyException();
  }

  @Test
  void aFileTakesThePlaceOfAnotherOnlyOnceItIsForced() throws IOException {
    Path file = folder.resolve("lock");
    Files.writeString(file, "before");
    List<String> done = new ArrayList<>();
    Durable.replace(
        file,
        "after".getBytes(UTF_8),
        Rights.OWNER,
        fresh -> {
          Disk disk = new FileDisk(fresh);
          return new Disk() {
            @Override
            public void write(byte[] bytes) throws IOException {
              disk.write(bytes);
              done.add("written");
            }

            @Override
            public void force() throws IOException {
              disk.force();
              done.add("forced: " + Files.readString(fresh) + ", " + Files.readString(file));
            }

            @Override
            public void close() throws IOException {
              disk.close();
              done.add("closed");
            }
          };
        });
    assertThat(done).containsExactly("written", "forced: after, before", "closed");
    assertThat(file).hasContent("after");
  }
}
