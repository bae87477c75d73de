package dev.runbook.docs;

import dev.runbook.plan.Plan;
import java.util.List;
import java.util.Locale;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;

/** Pages as reStructuredText, for docutils and Sphinx alike. */
final class Rst implements Format {

  @Override
  public String ending() {
    return "rst";
  }

  @Override
  public String write(Plan plan, Links links) {
    Page page = PageMaker.of(plan, links, false);
    page.document()
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                String to = link.getDestination();
                int hash = to.indexOf('#');
                Plan other = hash > 0 ? links.at(to.substring(0, hash)) : null;
                if (other != null) {
                  String place = space(other) + "." + to.substring(hash + 1);
                  link.setDestination(to.substring(0, hash + 1) + id(place));
                }
              }
            });
    RstBlocks blocks = new RstBlocks(page, space(plan));
    blocks.write();
    return blocks.text();
  }

  /** In front of the names of all places: in Sphinx these are names of the whole project. */
  private static String space(Plan plan) {
    String file = plan.file().replaceAll(".*[/\\\\]|\\.rb4$", "");
    return plan.name().isEmpty() || plan.name().equals(file) ? file : file + "." + plan.name();
  }

  /** What docutils makes of the name of a place. */
  private static String id(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^[-0-9]+|-+$", "");
  }

  @Override
  public String index(String title, List<Entry> entries) {
    StringBuilder out = new StringBuilder();
    String line = "=".repeat(title.length());
    out.append(line).append('\n').append(title).append('\n').append(line).append("\n\n");
    out.append(".. toctree::\n   :maxdepth: 1\n\n");
    for (Entry entry : entries) {
      out.append("   ").append(entry.address().replaceAll("\\.rst$", "")).append('\n');
    }
    return out.toString();
  }
}
