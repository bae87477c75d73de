package dev.runbook.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * What a reader of a page sees of it, in whatever format it is: its text, the addresses of its
 * links behind their texts, and each cell of a table behind its column and its row.
 */
final class Seen {

  private Seen() {}

  static String of(String page, String format, Path folder) {
    return text(
        switch (format) {
          case "html" -> page.replaceAll("(?s)<(script|style|nav|head)\\b.*?</\\1>", "");
          case "md" ->
              HtmlRenderer.builder()
                  .extensions(List.of(TablesExtension.create()))
                  .build()
                  .render(
                      Parser.builder()
                          .extensions(List.of(TablesExtension.create()))
                          .build()
                          .parse(page));
          case "rst" -> built(page, folder);
          default -> throw new IllegalArgumentException(format);
        });
  }

  private static String built(String page, Path folder) {
    RstTest.Tool rst2html = RstTest.Tool.named("rst2html", "python3-docutils");
    Path source = folder.resolve("page.rst");
    Path html = folder.resolve("page.html");
    try {
      Files.writeString(source, page);
      String said = rst2html.says(folder, "--smart-quotes=no", source.toString(), html.toString());
      if (!said.isEmpty()) {
        throw new AssertionError(said);
      }
      return Files.readString(html).replaceAll("(?s)<head>.*?</head>", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String html) {
    return spoken(html.replaceAll("(?s)<table.*?</table>", " ")) + " " + cells(html);
  }

  private static String spoken(String html) {
    return html.replaceAll("<a [^>]*href=\"([^\"]*)\"[^>]*>([^<]*)</a>", "$2 $1 ")
        .replaceAll("(\\S+) \\1 ", "$1 ")
        .replaceAll("</?(p|div|li|h\\d|tr|td|th|br|ul|ol)\\b[^>]*>", " ")
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ")
        .replaceAll(" ([.,;:])", "$1");
  }

  private static String cells(String html) {
    StringBuilder all = new StringBuilder();
    for (String table : found("<table.*?</table>", html)) {
      List<String> head = new ArrayList<>();
      for (String row : found("<tr.*?</tr>", table)) {
        List<String> cells =
            found("<t[hd]\\b.*?</t[hd]>", row).stream().map(cell -> spoken(cell).strip()).toList();
        if (head.isEmpty()) {
          head.addAll(cells);
          continue;
        }
        for (int at = 1; at < Math.min(cells.size(), head.size()); at++) {
          all.append(head.get(at) + ", " + cells.getFirst() + ": " + cells.get(at) + "\n");
        }
      }
    }
    return all.toString();
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
