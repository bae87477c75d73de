package dev.runbook.markdown;

import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** CommonMark with tables: the same for whoever checks a text and for whoever prints it. */
public final class Dialect {

  private static final Parser PARSER = parser(IncludeSourceSpans.NONE);

  /** Of one line that begins with a letter, which can be nothing but a paragraph. */
  private static final Parser SENTENCES = Parser.builder().enabledBlockTypes(Set.of()).build();

  /** Means something in Markdown, wherever in a line it stands. */
  private static final String MARKUP = "\\`*_[]<>&|~";

  /** Means something in Markdown where a line begins. */
  private static final String BEGINS = "#-+=0123456789 ";

  private Dialect() {}

  public static Node parse(String text) {
    if (isPlain(text)) {
      return plain(text);
    }
    boolean sentence =
        text.indexOf('\n') < 0 && text.indexOf('\r') < 0 && Character.isLetter(text.charAt(0));
    return (sentence ? SENTENCES : PARSER).parse(text);
  }

  /**
   * Whether there is nothing to parse: one line without markup. Most texts of a page are such, and
   * to look for all that could be in them takes a tenth of the time that a page does.
   */
  private static boolean isPlain(String text) {
    int last = text.length() - 1;
    if (last < 0) {
      return true;
    }
    if (BEGINS.indexOf(text.charAt(0)) >= 0 || text.charAt(last) == ' ') {
      return false;
    }
    for (int at = 0; at <= last; at++) {
      char c = text.charAt(at);
      if (c < ' ' || MARKUP.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static Node plain(String text) {
    Document document = new Document();
    if (!text.isEmpty()) {
      Paragraph paragraph = new Paragraph();
      paragraph.appendChild(new Text(text));
      document.appendChild(paragraph);
    }
    return document;
  }

  static Parser parser(IncludeSourceSpans spans) {
    return Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .includeSourceSpans(spans)
        .build();
  }
}
