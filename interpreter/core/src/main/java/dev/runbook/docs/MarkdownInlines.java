package dev.runbook.docs;

import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.markdown.MarkdownNodeRendererContext;
import org.commonmark.renderer.markdown.MarkdownNodeRendererFactory;
import org.commonmark.renderer.markdown.MarkdownWriter;

/** Boxes to tick, and links that show where they lead as people write them. */
final class MarkdownInlines implements MarkdownNodeRendererFactory {

  private static final Pattern WEB = Pattern.compile("https?://[^\\s<>]+");
  private static final Pattern PLAIN = Pattern.compile("[^\\s<>()\\\\]+");
  private static final Pattern ENTITY = Pattern.compile("&#?\\w+;");

  @Override
  public NodeRenderer create(MarkdownNodeRendererContext context) {
    return new Inlines(context);
  }

  @Override
  public Set<Character> getSpecialCharacters() {
    return Set.of();
  }

  private record Inlines(MarkdownNodeRendererContext context) implements NodeRenderer {

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Tick.class, Tick.Name.class, Link.class);
    }

    @Override
    public void render(Node node) {
      MarkdownWriter out = context.getWriter();
      switch (node) {
        case Link link -> link(link, out);
        case Tick tick -> out.raw(tick.box());
        case Tick.Name name -> out.raw(name.comment());
        default -> throw new IllegalStateException("not asked for: " + node);
      }
    }

    private void link(Link link, MarkdownWriter out) {
      String to = link.getDestination().replace("|", "%7C");
      if (to.startsWith("http")
          && WEB.matcher(to).matches()
          && Prose.text(link).equals(link.getDestination())) {
        out.raw("<" + to + ">");
        return;
      }
      out.raw("[");
      for (Node child = link.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      // Between angle brackets everything but these may stand; an entity would be read as one.
      boolean plain = PLAIN.matcher(to).matches() && !ENTITY.matcher(to).find();
      out.raw(plain ? "](" + to + ")" : "](<" + to.replaceAll("([<>\\\\&])", "\\\\$1") + ">)");
    }
  }
}
