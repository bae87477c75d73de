package dev.runbook.file;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file's text and what was wrong with the file.
 *
 * @param source null where the file is no text that could be read, so that nobody parses an empty
 *     one in its place
 */
public record Loaded(@Nullable Source source, List<Diagnostic> diagnostics) {
  public Loaded {
    diagnostics = List.copyOf(diagnostics);
  }
}
