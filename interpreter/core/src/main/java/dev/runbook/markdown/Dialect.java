package dev.runbook.markdown;

import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** CommonMark with tables: the same for whoever checks a text and for whoever prints it. */
public final class Dialect {

  private static final Parser PARSER = parser(IncludeSourceSpans.NONE);

  private Dialect() {}

  public static Node parse(String text) {
    return PARSER.parse(text);
  }

  static Parser parser(IncludeSourceSpans spans) {
    return Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .includeSourceSpans(spans)
        .build();
  }
}
