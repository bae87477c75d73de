package dev.runbook.docs;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * What HTML pages have and Markdown has not: places to link to, boxes that can be ticked, pictures.
 */
final class HtmlParts implements NodeRenderer {

  private final HtmlNodeRendererContext context;
  private final HtmlWriter out;
  private final IdentityHashMap<Heading, String> anchors;

  HtmlParts(HtmlNodeRendererContext context, IdentityHashMap<Heading, String> anchors) {
    this.context = context;
    this.out = context.getWriter();
    this.anchors = anchors;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Heading.class, Tick.class, FlowBlock.class);
  }

  @Override
  public void render(Node node) {
    switch (node) {
      case Heading heading -> heading(heading);
      case Tick tick -> tick(tick);
      case FlowBlock flow -> {
        out.line();
        out.raw(
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"The steps as a"
                + " diagram\">");
        out.raw(Svg.of(flow.flow()));
        out.raw("</div>");
        out.line();
      }
      default -> throw new IllegalStateException("not asked for: " + node);
    }
  }

  private void heading(Heading heading) {
    String anchor = anchors.get(heading);
    Map<String, String> attributes = new LinkedHashMap<>();
    if (anchor != null) {
      attributes.put("id", anchor);
    }
    String tag = "h" + heading.getLevel();
    out.line();
    out.tag(tag, attributes);
    for (Node child = heading.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
    if (anchor != null && heading.getLevel() > 1) {
      out.tag(
          "a",
          Map.of(
              "class", "anchor",
              "href", "#" + anchor,
              "aria-label", "Link to " + Prose.text(heading)));
      out.text("#");
      out.tag("/a");
    }
    out.tag("/" + tag);
    out.line();
  }

  private void tick(Tick tick) {
    String what = tick.getParent() instanceof Paragraph line ? Prose.text(line).strip() : "";
    String name = what.length() > 120 ? what.substring(0, 120) + "…" : what;
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("type", "checkbox");
    attributes.put("id", tick.id());
    if (tick.isDone()) {
      attributes.put("checked", "");
      attributes.put("disabled", "");
    }
    attributes.put("aria-label", "Done: " + name);
    out.tag("input", attributes);
  }
}
