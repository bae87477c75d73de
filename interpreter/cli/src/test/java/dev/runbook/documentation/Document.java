package dev.runbook.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A Markdown file of the repository.
 *
 * @param path from the repository's root
 */
public record Document(Path path, String text) {

  public static final Path ROOT =
      Path.of(System.getProperty("runbook.root", "../..")).toAbsolutePath().normalize();

  private static final Set<String> NOT_OURS = Set.of("target", ".git");

  /**
   * A fenced block.
   *
   * @param about the words behind the fence: the language, and what the block is an example of
   * @param comment the HTML comment right in front of it, or empty
   * @param line where the block's text begins, from 1
   */
  public record Block(String about, String comment, String text, int line) {}

  public static Document of(String path) {
    try {
      return new Document(Path.of(path), Files.readString(ROOT.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every Markdown file below a folder of the repository. */
  static List<Document> below(String folder) {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files
          .map(ROOT::relativize)
          .filter(path -> path.toString().endsWith(".md"))
          .filter(path ->
              StreamSupport.stream(path.spliterator(), false)
                  .noneMatch(part -> NOT_OURS.contains(part.toString())))
          .sorted()
          .map(path -> of(path.toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (!lines.get(at).startsWith("```")) {
        continue;
      }
      String before = at == 0 ? "" : lines.get(at - 1);
      String comment = before.startsWith("<!--") ? before.replaceAll("^<!--\\s*|\\s*-->$", "") : "";
      int first = at + 1;
      int end = first;
      while (!lines.get(end).equals("```")) {
        end++;
      }
      StringBuilder block = new StringBuilder();
      lines.subList(first, end).forEach(line -> block.append(line).append('\n'));
      blocks.add(
          new Block(lines.get(at).substring(3).strip(), comment, block.toString(), first + 1));
      at = end;
    }
    return blocks;
  }

  /** The text without its fenced blocks. */
  String prose() {
    return text.replaceAll("(?ms)^```.*?^```$", "");
  }
}
