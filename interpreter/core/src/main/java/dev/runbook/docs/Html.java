package dev.runbook.docs;

import dev.runbook.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Pages as HTML, each in one file that needs nothing else: no server, no other file, no network.
 */
final class Html implements Format {

  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");

  @Override
  public String ending() {
    return "html";
  }

  @Override
  public String write(Plan plan, Links links) {
    Page page = PageMaker.of(plan, links, true);
    String home = links.home().isEmpty() ? "" : "<p>" + link(links.home(), "All runbooks") + "</p>";
    String progress =
        "<p class=\"progress\" hidden><span role=\"status\"></span>"
            + "<button type=\"button\">Clear all</button></p>";
    String nav =
        "<nav aria-label=\"On this page\">"
            + home
            + "<details><summary>On this page</summary>"
            + contents(page)
            + "</details>"
            + progress
            + "</nav>";
    // A head that says nothing is none; Markdown has no table without.
    String body = renderer(page).render(page.document()).replace("<th></th>", "<td></td>");
    return document(page.title(), nav, body);
  }

  private static HtmlRenderer renderer(Page page) {
    return HtmlRenderer.builder()
        .extensions(List.of(TablesExtension.create()))
        .escapeHtml(true)
        .sanitizeUrls(true)
        .attributeProviderFactory(_ -> Html::attributes)
        .nodeRendererFactory(context -> new HtmlParts(context, page.anchors()))
        .build();
  }

  /** On paper a link needs its address behind it, unless that is what it says. */
  private static void attributes(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Link link && Prose.text(link).equals(link.getDestination())) {
      attributes.put("class", "bare");
    }
  }

  private static String contents(Page page) {
    StringBuilder out = new StringBuilder("<ol>");
    int level = 2;
    boolean open = false;
    for (Node block = page.document().getFirstChild(); block != null; block = block.getNext()) {
      String anchor = block instanceof Heading heading ? page.anchors().get(heading) : null;
      if (!(block instanceof Heading heading) || anchor == null || heading.getLevel() == 1) {
        continue;
      }
      if (heading.getLevel() > level) {
        out.append("<ol>");
      } else {
        out.append(open ? "</li>" : "");
        out.append(heading.getLevel() < level ? "</ol></li>" : "");
      }
      level = heading.getLevel();
      out.append("<li>").append(link("#" + anchor, Prose.text(heading)));
      open = true;
    }
    out.append(open ? "</li>" : "").append(level > 2 ? "</ol></li>" : "");
    return out.append("</ol>").toString();
  }

  /** Words of all pages stand in the one page in which they are looked for. */
  @Override
  public String index(String title, List<Entry> entries) {
    StringBuilder list = new StringBuilder("<ul id=\"found\">");
    List<String> words = new ArrayList<>();
    for (Entry entry : entries) {
      String kind = entry.plan().isRunbook() ? "" : "<span class=\"kind\">declarations</span>";
      Page page = PageMaker.of(entry.plan(), Links.NONE, false);
      String summary = summary(page.document());
      list.append("<li>" + link(entry.address(), entry.title()) + kind);
      list.append("<p>" + escaped(summary) + "</p></li>");
      String all = entry.title() + " " + entry.plan().name() + " " + words(page.document());
      words.add(json(all));
    }
    list.append("</ul>");
    String body =
        "<h1>"
            + escaped(title)
            + "</h1><p><label for=\"search\">Search in all pages</label><br>"
            + "<input id=\"search\" type=\"search\" autocomplete=\"off\"></p>"
            + list
            + "<p id=\"none\" role=\"status\" hidden>No page has all of these words.</p>"
            + "<script id=\"pages\" type=\"application/json\">["
            + String.join(",", words)
            + "]</script>";
    return document(title, "", body);
  }

  /** What a page says first. */
  private static String summary(Node document) {
    for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
      String text = block instanceof Paragraph ? Prose.text(block).strip() : "";
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String words(Node document) {
    StringBuilder words = new StringBuilder();
    for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
      words.append(Prose.text(block)).append(' ');
    }
    return words.toString().replaceAll("\\s+", " ");
  }

  /** A string that can also stand in a page: nothing in it ends its element. */
  private static String json(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < ' ' || "\"\\<>&\u2028\u2029".indexOf(c) >= 0) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private static String document(String title, String nav, String body) {
    String policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-"
            + hash(SCRIPT)
            + "'; base-uri 'none'; form-action 'none'";
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + policy
        + "\">\n<link rel=\"icon\" href=\"data:,\">\n<title>"
        + escaped(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the text</a>\n"
        + "<div class=\"page\">\n"
        + nav
        + (nav.isEmpty() ? "" : "\n")
        + "<main id=\"main\" tabindex=\"-1\">\n"
        + body
        + "</main>\n</div>\n<script>"
        + SCRIPT
        + "</script>\n</body>\n</html>\n";
  }

  private static String link(String to, String text) {
    return "<a href=\"" + escaped(to) + "\">" + escaped(text) + "</a>";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String hash(String script) {
    try {
      byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Html.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
