package dev.runbook.docs;

import dev.runbook.plan.Plan;
import java.util.List;

/** Pages as reStructuredText, for docutils and Sphinx alike. */
final class Rst implements Format {

  @Override
  public String ending() {
    return "rst";
  }

  @Override
  public String write(Plan plan, Links links) {
    return write(PageMaker.of(plan, links, false), plan.file().replaceAll(".*[/\\\\]|\\.rb4$", ""));
  }

  /**
   * @param space in front of the names of all places: in Sphinx these are names of the whole
   *     project
   */
  private static String write(Page page, String space) {
    RstBlocks blocks = new RstBlocks(page, space);
    blocks.write();
    return blocks.text();
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
