package dev.runbook.cli;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.TextRenderer;
import dev.runbook.file.Loaded;
import dev.runbook.format.Formatter;
import dev.runbook.parse.Parsed;
import dev.runbook.parse.Reading;
import dev.runbook.state.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code runbook fmt}: files in their one form. */
final class FormatCommand {

  private FormatCommand() {}

  static int run(List<String> names, boolean checkOnly, Console console) {
    int exit = ExitCode.DONE;
    for (String file : Workspace.runbooks(names)) {
      Loaded loaded = Workspace.read(file);
      // Line ends and byte order marks are what formatting puts right.
      List<Diagnostic> unreadable =
          loaded.diagnostics().stream()
              .filter(diagnostic -> diagnostic.code() != Code.RB4004)
              .toList();
      if (loaded.source() == null || !unreadable.isEmpty()) {
        console.tell(TextRenderer.render(unreadable).stripTrailing());
        exit = ExitCode.USAGE;
        continue;
      }
      Parsed parsed = Reading.parse(loaded.source());
      String formatted = Formatter.format(parsed).orElse(null);
      if (formatted == null) {
        console.tell(TextRenderer.render(parsed.diagnostics()).stripTrailing());
        exit = ExitCode.USAGE;
      } else if (!formatted.equals(loaded.source().text()) || !loaded.diagnostics().isEmpty()) {
        console.result((checkOnly ? "not formatted: " : "formatted: ") + file);
        if (checkOnly) {
          exit = Math.max(exit, ExitCode.FAILED);
        } else {
          write(Workspace.path(file), formatted);
        }
      }
    }
    return exit;
  }

  /** By way of a new file, so that no crash leaves half a runbook behind. */
  private static void write(Path file, String text) {
    Path real = file.toAbsolutePath();
    try {
      real = real.toRealPath();
      Path fresh = Files.createTempFile(real.getParent(), ".fmt", ".rb4");
      Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(real));
      Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UsageException("`" + file + "` cannot be written: " + Words.of(e) + ".");
    }
  }
}
