package dev.runbook.check;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.parse.Parsed;
import dev.runbook.parse.Reading;
import dev.runbook.source.Source;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the checker gets texts from: it opens no file itself. */
public interface Sources {

  /**
   * A text, or why there is none. Both may be there: a text with line ends of another system can be
   * read.
   *
   * @param diagnostics what is wrong with the file as a file
   */
  record Found(@Nullable Source source, List<Diagnostic> diagnostics) {
    public Found {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** The file that an import names, as seen from the importing one; null where there is none. */
  @Nullable Found imported(String path, Source from);

  /** The declaration of a service; null where no binding of that name is there. */
  @Nullable Source service(String name);

  /** The names of all services, for "did you mean". */
  Collection<String> services();

  /** A text as it is read; whoever knows it already need not read it again. */
  default Parsed parsed(Source source) {
    return Reading.parse(source);
  }

  /** Whether a text is known to break no rule: then none is looked at for it. */
  default boolean isSound(Source source) {
    return false;
  }

  /** The runbooks beside a file, as a link in it names them, for "did you mean". */
  default Collection<String> beside(Source file) {
    return List.of();
  }

  /**
   * Whether these are texts of another time: nobody can mend them, so nothing is told of them but
   * what keeps them from being run.
   */
  default boolean past() {
    return false;
  }
}
