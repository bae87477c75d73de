package dev.runbook.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Looks through a text for what leads somewhere, and for what is not closed. */
public final class Findings extends AbstractVisitor {

  /** Behind a backslash it is meant as it stands. */
  private static final Pattern OPEN = Pattern.compile("\\\\.|(`+)|(]\\()|(]\\[)");

  /** Code and links as most are written: on one line, with nothing in them that means more. */
  private static final Pattern SIMPLE =
      Pattern.compile("`[^`\n]+`|\\[[^\\[\\]`\n]*]\\(([^\\s()<>&`]+)\\)");

  /** Made where a text needs it. */
  private static final class Whole {
    static final Parser PARSER = Dialect.parser(IncludeSourceSpans.BLOCKS_AND_INLINES);
  }

  private final String text;
  private final List<Finding> all = new ArrayList<>();

  private Findings(String text) {
    this.text = text;
  }

  public static List<Finding> in(String text) {
    if (isPlain(text)) {
      return List.of();
    }
    List<Finding> simple = simple(text);
    if (simple != null) {
      return simple;
    }
    Findings findings = new Findings(text);
    Whole.PARSER.parse(text).accept(findings);
    return findings.all;
  }

  /**
   * What is in a text in which all is simple, else null. Nearly all texts are, and to read one as a
   * page does takes a tenth of a check's time.
   */
  private static @Nullable List<Finding> simple(String text) {
    boolean more =
        text.indexOf('\\') >= 0
            || text.indexOf('<') >= 0
            || text.indexOf('\t') >= 0
            || text.contains("    ");
    if (more) {
      return null;
    }
    List<Finding> all = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    Matcher found = SIMPLE.matcher(text);
    int end = 0;
    while (found.find()) {
      if (found.group(1) != null) {
        all.add(new Finding.Leads(found.group(1), found.start(1), found.end(1) - found.start(1)));
      }
      rest.append(text, end, found.start()).append(' ');
      end = found.end();
    }
    return isPlain(rest.append(text, end, text.length()).toString()) ? all : null;
  }

  /** Without any of these there is no link and no code. */
  private static boolean isPlain(String text) {
    return text.indexOf('`') < 0
        && (text.indexOf(']') < 0
            || !(text.contains("](") || text.contains("][") || text.contains("]:")))
        && (text.indexOf('~') < 0 || !text.contains("~~~"));
  }

  @Override
  public void visit(Link link) {
    leads(link, link.getDestination());
  }

  @Override
  public void visit(Image image) {
    leads(image, image.getDestination());
  }

  private void leads(Node node, String to) {
    List<SourceSpan> spans = node.getSourceSpans();
    if (!spans.isEmpty()) {
      SourceSpan last = spans.getLast();
      int begin = spans.getFirst().getInputIndex();
      int end = last.getInputIndex() + last.getLength();
      int at = text.substring(begin, end).lastIndexOf(to);
      all.add(
          at < 0 || to.isEmpty()
              ? new Finding.Leads(to, begin, end - begin)
              : new Finding.Leads(to, begin + at, to.length()));
    }
    visitChildren(node);
  }

  @Override
  public void visit(FencedCodeBlock code) {
    if (code.getClosingFenceLength() == null) {
      SourceSpan first = code.getSourceSpans().getFirst();
      all.add(new Finding.Open(Finding.What.BLOCK, first.getInputIndex(), first.getLength()));
    }
  }

  @Override
  public void visit(Text part) {
    for (SourceSpan span : part.getSourceSpans()) {
      String written =
          text.substring(span.getInputIndex(), span.getInputIndex() + span.getLength());
      for (MatchResult open : OPEN.matcher(written).results().toList()) {
        int at = span.getInputIndex() + open.start();
        if (open.group(1) != null) {
          all.add(new Finding.Open(Finding.What.CODE, at, open.group().length()));
        } else if (open.group(2) != null) {
          all.add(new Finding.Open(Finding.What.LINK, at, open.group().length()));
        } else if (open.group(3) != null) {
          all.add(new Finding.Open(Finding.What.REFERENCE, at, open.group().length()));
        }
      }
    }
  }
}
