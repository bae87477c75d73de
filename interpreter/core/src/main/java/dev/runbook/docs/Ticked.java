package dev.runbook.docs;

import dev.runbook.plan.Progress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;

/**
 * What people ticked on a page of what remains of a run, read from its Markdown.
 *
 * @param run whose page it is; empty where it is of none
 * @param text by which the text of its runbook is known
 */
public record Ticked(String run, String text, List<Box> boxes) {

  private static final Pattern OWNER =
      Pattern.compile("<!-- what remains of (\\S+), text (\\S+) -->");
  private static final Pattern NAME =
      Pattern.compile("<!-- (did|left-out): ([^\\s|]*)(?:\\|([^\\s|]*))? -->");
  private static final int LONGEST = 90;

  public Ticked {
    boxes = List.copyOf(boxes);
  }

  /**
   * A box that is ticked.
   *
   * @param leftOut whether it says that something is not done
   * @param words what stands beside it
   */
  public record Box(Progress.Place place, boolean leftOut, String words) {}

  /** Nobody but us writes comments into a page: the HTML of prose and values is only shown. */
  static String comment(Progress.Place place, boolean leftOut) {
    String what = place.what().isEmpty() ? "" : "|" + escaped(place.what());
    return "<!-- " + (leftOut ? "left-out" : "did") + ": " + escaped(place.path()) + what + " -->";
  }

  static String owner(Progress progress) {
    return "<!-- what remains of " + progress.run() + ", text " + progress.text() + " -->";
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
      boolean single = b == '-' && (escaped.isEmpty() || escaped.charAt(escaped.length() - 1) != b);
      if (plain || single || "/._#:".indexOf(b) >= 0) {
        escaped.append((char) b);
      } else {
        escaped.append(String.format("%%%02X", b & 0xff));
      }
    }
    return escaped.toString();
  }

  public static Ticked read(String markdown) {
    List<Box> boxes = new ArrayList<>();
    List<String> owner = new ArrayList<>(List.of("", ""));
    Parser.builder()
        .build()
        .parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(HtmlBlock block) {
                Matcher matcher = OWNER.matcher(block.getLiteral().strip());
                if (matcher.matches()) {
                  owner.set(0, matcher.group(1));
                  owner.set(1, matcher.group(2));
                }
              }

              @Override
              public void visit(Paragraph line) {
                String text = Prose.text(line).strip();
                Matcher name = NAME.matcher(comments(line));
                if (text.regionMatches(true, 0, "[x]", 0, 3) && name.find()) {
                  boxes.add(box(name, text.substring(3).strip()));
                }
              }
            });
    return new Ticked(owner.get(0), owner.get(1), boxes);
  }

  private static String comments(Paragraph line) {
    StringBuilder comments = new StringBuilder();
    for (Node part = line.getFirstChild(); part != null; part = part.getNext()) {
      comments.append(part instanceof HtmlInline html ? html.getLiteral() : "");
    }
    return comments.toString();
  }

  private static Box box(Matcher name, String words) {
    String what = name.group(3) == null ? "" : name.group(3);
    Progress.Place place = new Progress.Place(unescaped(name.group(2)), unescaped(what));
    String shorter = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
    return new Box(place, name.group(1).equals("left-out"), shorter);
  }

  /** What somebody made illegible is the name of nothing. */
  private static String unescaped(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
