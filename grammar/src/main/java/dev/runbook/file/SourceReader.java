package dev.runbook.file;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Suggestions;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a file that should be a runbook. Whatever it is instead, the answer is one sentence and a
 * way out.
 */
public final class SourceReader {

  /** A thousand times what a long runbook has; beyond it, somebody named the wrong file. */
  private static final int LARGEST = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Span START = new Span(0, 0);

  private SourceReader() {}

  /**
   * The file's text, or why it has none.
   *
   * @param name what people are shown instead of the path
   */
  public static Loaded read(Path file, String name) {
    if (!Files.exists(file)) {
      return refused(missing(file, name));
    }
    if (Files.isDirectory(file)) {
      return refused(
          unreadable(name, "`" + name + "` is a directory")
              .fix("Name a file in it, such as `" + name + "/NAME.rb4`."));
    }
    if (!Files.isRegularFile(file)) {
      return refused(
          unreadable(name, "`" + name + "` is a device or a pipe, and no file")
              .fix("Save the runbook as a file first."));
    }
    if (!Files.isReadable(file)) {
      return refused(
          unreadable(name, "`" + name + "` may not be read")
              .fix("Give yourself permission to read it."));
    }
    // One byte more than is allowed tells that the file is too large; however large it is, no more
    // of it is read.
    try (InputStream in = new FileInputStream(file.toFile())) {
      return text(in.readNBytes(LARGEST + 1), name);
    } catch (IOException e) {
      return refused(unreadable(name, "`" + name + "` cannot be read: " + e.getMessage()));
    }
  }

  private static Diagnostic missing(Path file, String name) {
    Diagnostic missing = unreadable(name, "there is no file `" + name + "`");
    Path folder = file.toAbsolutePath().getParent();
    Path wanted = file.getFileName();
    if (folder == null || wanted == null || !Files.isDirectory(folder)) {
      return missing.fix("Check the path: its folder does not exist either.");
    }
    try (Stream<Path> siblings = Files.list(folder)) {
      List<String> names =
          siblings
              .map(path -> String.valueOf(path.getFileName()))
              .filter(SourceReader::isRunbook)
              .filter(sibling -> !sibling.equals(wanted.toString()))
              .toList();
      return Suggestions.nearest(wanted.toString(), names)
          .map(near -> missing.fix("Did you mean `" + near + "`?"))
          .orElseGet(() -> missing.fix("Check the path and the name."));
    } catch (IOException e) {
      return missing.fix("Check the path and the name.");
    }
  }

  private static boolean isRunbook(String name) {
    return name.endsWith(".rb4");
  }

  private static Loaded text(byte[] bytes, String name) {
    if (bytes.length > LARGEST) {
      return refused(
          Diagnostic.of(
                  Code.RB4002, new Source(name, ""), START, "`" + name + "` is larger than 1 MiB")
              .note(
                  "Nobody can follow a runbook of that size; it is most likely another kind of"
                      + " file.")
              .fix("Name a runbook, or divide this one into several files and `use` them."));
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\0') >= 0) {
      return refused(
          unreadable(name, "`" + name + "` is no text: it contains a zero byte")
              .fix("Name a runbook written in UTF-8."));
    }
    // Java puts this in the place of what is not UTF-8; a text may also hold it by itself.
    return text.indexOf('\uFFFD') >= 0 ? strictly(bytes, name) : normal(text, name);
  }

  private static Loaded strictly(byte[] bytes, String name) {
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean valid =
        !StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, decoded, true)
            .isError();
    String text = decoded.flip().toString();
    return valid ? normal(text, name) : refused(notUtf8(bytes, in.position(), text.length(), name));
  }

  private static Diagnostic notUtf8(byte[] bytes, int at, int offset, String name) {
    Source shown = new Source(name, new String(bytes, StandardCharsets.UTF_8));
    return Diagnostic.of(Code.RB4003, shown, new Span(offset, 1), "`" + name + "` is not UTF-8")
        .label(
            "byte " + at + " (0x" + String.format("%02x", bytes[at]) + ") belongs to no character")
        .fix("Save the file as UTF-8.");
  }

  private static Loaded normal(String text, String name) {
    boolean marked = text.startsWith(BYTE_ORDER_MARK);
    // Without the mark, columns are those that an editor shows.
    Source source = new Source(name, marked ? text.substring(1) : text);
    int carriageReturn = source.text().indexOf('\r');
    if (!marked && carriageReturn < 0) {
      return new Loaded(source, List.of());
    }
    Diagnostic diagnostic =
        marked
            ? Diagnostic.of(Code.RB4004, source, START, "the file begins with a byte order mark")
            : Diagnostic.of(
                Code.RB4004,
                source,
                new Span(carriageReturn, 0),
                "the lines do not end in a line feed alone");
    return new Loaded(
        source,
        List.of(
            diagnostic
                .note(
                    "The same runbook has the same bytes on every machine, so that its record can"
                        + " name it by its hash.")
                .fix("`runbook fmt " + name + "` puts it right.")));
  }

  private static Diagnostic unreadable(String name, String title) {
    return Diagnostic.of(Code.RB4001, new Source(name, ""), START, title);
  }

  private static Loaded refused(Diagnostic diagnostic) {
    return new Loaded(null, List.of(diagnostic));
  }
}
