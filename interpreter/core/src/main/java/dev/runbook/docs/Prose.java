package dev.runbook.docs;

import dev.runbook.markdown.Dialect;
import dev.runbook.plan.Words;
import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * From words to a tree. Their author's Markdown counts, apart from HTML, which is shown as it
 * stands; what a value says is never Markdown.
 */
final class Prose {

  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>]+");

  private final Spelling spelling;
  private final Links links;
  private final Map<String, Node> trees = new HashMap<>();

  Prose(Spelling spelling, Links links) {
    this.spelling = spelling;
    this.links = links;
  }

  String plain(Words words) {
    return words.filled(spelling::of);
  }

  /**
   * The blocks of a text.
   *
   * @param headings the level of its highest ones
   */
  List<Node> blocks(Words words, int headings) {
    Node document = parsed(words.text());
    document.accept(new Filling(words, headings - highest(document)));
    List<Node> blocks = new ArrayList<>();
    for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
      blocks.add(block);
    }
    return blocks;
  }

  /** Many places of a page say the same with other values: it is parsed once. */
  private Node parsed(String text) {
    Node before = trees.get(text);
    Node copy = before == null ? null : copy(before);
    if (copy != null) {
      return copy;
    }
    Node tree = Dialect.parse(text);
    Node kept = copy(tree);
    if (kept != null) {
      trees.put(text, kept);
    }
    return tree;
  }

  /** Null where there is more in it than what sentences are made of. */
  private static @Nullable Node copy(Node node) {
    Node copy =
        switch (node) {
          case Document _ -> new Document();
          case Paragraph _ -> new Paragraph();
          case Text text -> new Text(text.getLiteral());
          case Code code -> new Code(code.getLiteral());
          case Emphasis soft -> new Emphasis(soft.getOpeningDelimiter());
          case StrongEmphasis strong -> new StrongEmphasis(strong.getOpeningDelimiter());
          case Link link -> new Link(link.getDestination(), link.getTitle());
          case SoftLineBreak _ -> new SoftLineBreak();
          default -> null;
        };
    for (Node child = node.getFirstChild(); copy != null && child != null; ) {
      Node inner = copy(child);
      if (inner == null) {
        return null;
      }
      copy.appendChild(inner);
      child = child.getNext();
    }
    return copy;
  }

  private static int highest(Node document) {
    int highest = 6;
    for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
      highest = block instanceof Heading heading ? Math.min(highest, heading.getLevel()) : highest;
    }
    return highest;
  }

  /** A text that is one line; where it has more, they follow each other. */
  List<Node> line(Words words) {
    List<Node> line = new ArrayList<>();
    for (Node block : blocks(words, 6)) {
      if (!line.isEmpty()) {
        line.add(new Text(" "));
      }
      if (block instanceof Paragraph) {
        for (Node inline = block.getFirstChild(); inline != null; inline = inline.getNext()) {
          line.add(inline);
        }
      } else {
        line.add(new Text(text(block)));
      }
    }
    return line;
  }

  /** A text without its markup. */
  static String bare(String markdown) {
    return text(Dialect.parse(markdown)).strip();
  }

  /** The bare text below a node. */
  static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak part) {
            text.append(' ');
          }

          @Override
          public void visit(FencedCodeBlock part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(IndentedCodeBlock part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString();
  }

  private final class Filling extends AbstractVisitor {

    private final Words words;
    private final int deeper;

    Filling(Words words, int deeper) {
      this.words = words;
      this.deeper = deeper;
    }

    private String filled(String text) {
      return new Words(text, words.holes(), words.from()).filled(spelling::of);
    }

    @Override
    public void visit(Text text) {
      String literal = text.getLiteral();
      Node last = text;
      int begin = 0;
      for (int at = 0; at <= literal.length(); at++) {
        boolean hole = at < literal.length() && Words.isHole(literal.charAt(at));
        if (!hole && at < literal.length()) {
          continue;
        }
        if (at > begin) {
          last = after(last, new Text(literal.substring(begin, at)));
        }
        begin = at + 1;
        if (hole) {
          Value value = words.hole(literal.charAt(at));
          int end = isAddress(value) ? addressEnd(literal, begin) : begin;
          last = after(last, shown(value, literal.substring(begin, end), inLink(text)));
          begin = end;
          at = end - 1;
        }
      }
      text.unlink();
    }

    private boolean inLink(Node node) {
      for (Node around = node; around != null; around = around.getParent()) {
        if (around instanceof Link || around instanceof Image) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void visit(Code code) {
      code.setLiteral(filled(code.getLiteral()));
    }

    @Override
    public void visit(FencedCodeBlock code) {
      code.setLiteral(filled(code.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock code) {
      code.setLiteral(filled(code.getLiteral()));
    }

    @Override
    public void visit(Heading heading) {
      heading.setLevel(Math.clamp(heading.getLevel() + deeper, 1, 6));
      visitChildren(heading);
    }

    @Override
    public void visit(HtmlInline html) {
      after(html, new Text(filled(html.getLiteral())));
      html.unlink();
    }

    @Override
    public void visit(HtmlBlock html) {
      Paragraph paragraph = new Paragraph();
      paragraph.appendChild(new Text(filled(html.getLiteral()).strip()));
      html.insertAfter(paragraph);
      html.unlink();
    }

    @Override
    public void visit(Image image) {
      Link link = new Link(image.getDestination(), null);
      Node child = image.getFirstChild();
      if (child == null) {
        link.appendChild(new Text(image.getDestination()));
      }
      move(image, link);
      image.insertAfter(link);
      image.unlink();
      visit(link);
    }

    @Override
    public void visit(Link link) {
      visitChildren(link);
      String destination = link.getDestination();
      boolean open = false;
      for (int at = 0; at < destination.length(); at++) {
        char c = destination.charAt(at);
        open |= Words.isHole(c) && words.hole(c) instanceof Value.Unknown;
      }
      String filled = filled(destination);
      String to = open ? "" : links.to(filled, words.from());
      if (!to.isEmpty()) {
        link.setDestination(to.replace(" ", "%20"));
        link.setTitle(null);
        return;
      }
      if (open) {
        link.appendChild(new Text(" ("));
        link.appendChild(new Code(filled));
        link.appendChild(new Text(")"));
      }
      withoutLink(link);
    }
  }

  static void withoutLink(Link link) {
    Node last = link;
    for (Node child = link.getFirstChild(); child != null; ) {
      Node next = child.getNext();
      last = after(last, child);
      child = next;
    }
    link.unlink();
  }

  private static Node after(Node place, Node node) {
    place.insertAfter(node);
    return node;
  }

  private static void move(Node from, Node to) {
    for (Node child = from.getFirstChild(); child != null; ) {
      Node next = child.getNext();
      to.appendChild(child);
      child = next;
    }
  }

  private static boolean isAddress(Value value) {
    if (!(value instanceof Value.Url || value instanceof Value.Text)) {
      return false;
    }
    String text = Show.text(value);
    return text.startsWith("http") && ADDRESS.matcher(text).matches();
  }

  /** What is written right behind an address goes on with it, but for the end of a sentence. */
  private static int addressEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isOfAddress(text.charAt(end))) {
      end++;
    }
    while (end > from && ".?".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isOfAddress(char c) {
    return (Character.isLetterOrDigit(c) || "_-./?=&%".indexOf(c) >= 0) && !Words.isHole(c);
  }

  /** A value by itself: what is not known stands out, and an address can be followed. */
  private Node shown(Value value, String more, boolean linked) {
    String text = spelling.of(value) + more;
    if (value instanceof Value.Unknown unknown && !unknown.isPartlyKnown()) {
      return new Code(text);
    }
    if (isAddress(value) && !linked) {
      Link link = new Link(text, null);
      link.appendChild(new Text(text));
      return link;
    }
    return new Text(text);
  }
}
