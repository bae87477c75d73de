package dev.runbook.docs;

import dev.runbook.plan.Plan;
import dev.runbook.plan.Progress;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/** Pages as Markdown that GitHub shows: CommonMark with tables, and diagrams as Mermaid. */
final class Markdown implements Format {

  /** Of a heading, in the name that GitHub gives it. */
  private static final Pattern LEFT_OUT = Pattern.compile("[^\\p{L}\\p{N} _-]");

  @Override
  public String ending() {
    return "md";
  }

  @Override
  public String write(Plan plan, Links links) {
    Page page = PageMaker.of(plan, links, true);
    Slugs slugs = new Slugs(page);
    page.document()
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                String to = link.getDestination();
                int hash = to.indexOf('#');
                Plan other = hash > 0 ? links.at(to.substring(0, hash)) : null;
                if (hash == 0) {
                  link.setDestination("#" + slugs.of(to.substring(1)));
                } else if (other != null) {
                  Slugs there = new Slugs(PageMaker.of(other, Links.NONE, true));
                  String place = there.of(to.substring(hash + 1));
                  link.setDestination(to.substring(0, hash + 1) + place);
                }
              }

              @Override
              public void visit(CustomBlock block) {
                if (block instanceof FlowBlock flow) {
                  FencedCodeBlock code = new FencedCodeBlock();
                  code.setFenceCharacter("`");
                  code.setInfo("mermaid");
                  code.setLiteral(Mermaid.of(flow.flow()));
                  flow.insertAfter(code);
                  flow.unlink();
                } else {
                  visitChildren(block);
                }
              }
            });
    Progress progress = plan.progress();
    String owner = progress == null ? "" : "\n" + Ticked.owner(progress) + "\n";
    return renderer().render(page.document()) + owner;
  }

  @Override
  public String index(String title, List<Entry> entries) {
    Document document = new Document();
    Heading heading = new Heading();
    heading.setLevel(1);
    heading.appendChild(new Text(title));
    document.appendChild(heading);
    BulletList list = PageMaker.bullets();
    for (Entry entry : entries) {
      ListItem item = new ListItem();
      Paragraph line = new Paragraph();
      Link link = new Link(entry.address(), null);
      link.appendChild(new Text(entry.title()));
      line.appendChild(link);
      item.appendChild(line);
      list.appendChild(item);
    }
    document.appendChild(list);
    return renderer().render(document);
  }

  static MarkdownRenderer renderer() {
    return MarkdownRenderer.builder()
        .extensions(List.of(TablesExtension.create()))
        .nodeRendererFactory(new MarkdownInlines())
        .build();
  }

  /** How GitHub calls headings, which is how its readers can link to them. */
  private static final class Slugs {
    private final java.util.Map<String, String> slugs = new java.util.HashMap<>();

    Slugs(Page page) {
      java.util.Map<String, Integer> taken = new java.util.HashMap<>();
      page.document()
          .accept(
              new AbstractVisitor() {
                @Override
                public void visit(Heading heading) {
                  String slug =
                      LEFT_OUT
                          .matcher(Prose.text(heading).toLowerCase(java.util.Locale.ROOT))
                          .replaceAll("")
                          .replace(' ', '-');
                  int before = taken.merge(slug, 1, Integer::sum);
                  String anchor = page.anchors().get(heading);
                  if (anchor != null) {
                    slugs.put(anchor, before == 1 ? slug : slug + "-" + (before - 1));
                  }
                }
              });
    }

    String of(String anchor) {
      return slugs.getOrDefault(anchor, anchor);
    }
  }
}
