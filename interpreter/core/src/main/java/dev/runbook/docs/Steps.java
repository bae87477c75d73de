package dev.runbook.docs;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Progress;
import dev.runbook.plan.Words;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.ListItem;
import org.commonmark.node.OrderedList;
import org.jspecify.annotations.Nullable;

/** The steps of a page: numbered, each with what is done in it. */
final class Steps {

  /** Begins a section of the page. */
  interface Headings {
    void add(int level, String text, String anchor);
  }

  private final Prose prose;
  private final Anchors names;
  private final Headings headings;
  private final Ticks ticks;
  private final Items items;
  private final Shared shared = new Shared();

  Steps(Prose prose, Anchors names, Headings headings, @Nullable Progress progress) {
    this.prose = prose;
    this.names = names;
    this.headings = headings;
    this.ticks = new Ticks(prose, names, progress);
    this.items = new Items(prose, ticks, shared, this::sequence);
  }

  Shared shared() {
    return shared;
  }

  /** What the runbook says of itself in front of its first step. */
  List<Words> intro(List<Node> body) {
    if (!ticks.isOfRun()) {
      shared.look(body);
    }
    List<Words> intro = new ArrayList<>();
    for (Node node : body) {
      if (node.part() instanceof Part.Prose prose) {
        intro.add(prose.markdown());
      } else if (!(node.part() instanceof Part.Requirement)) {
        break;
      }
    }
    return intro;
  }

  List<Part.Requirement> requirements(List<Node> body) {
    return body.stream()
        .map(Node::part)
        .filter(Part.Requirement.class::isInstance)
        .map(Part.Requirement.class::cast)
        .toList();
  }

  static String ladder(String name) {
    return "ladder-" + name;
  }

  static String option(Part.Option option) {
    return option.name() + (option.text().isEmpty() ? "" : " (" + option.text() + ")");
  }

  void write(Block document, List<Node> body) {
    headings.add(2, "Steps", "steps");
    int number = 0;
    List<Node> loose = new ArrayList<>();
    for (Node node : body) {
      if (node.part() instanceof Part.Section section && section.kind() == Part.Kind.STEP) {
        sequence(loose, document);
        loose.clear();
        String optional = section.optional() ? " (may be left out)" : "";
        headings.add(
            3, ++number + ". " + prose.plain(section.title()) + optional, names.of(section.path()));
        step(section, node, document);
      } else if (!loose.isEmpty() || !isIntro(node)) {
        loose.add(node);
      }
    }
    sequence(loose, document);
    for (Shared.Once once : shared.all()) {
      headings.add(3, prose.plain(once.title()), once.anchor());
      sequence(Items.told(once.below()), document);
    }
  }

  private void step(Part.Section section, Node node, Block document) {
    if (ticks.isDone(node)) {
      BulletList list = branches();
      PageMaker.item(list, ticks.done(section).text("This step is done."));
      document.appendChild(list);
      return;
    }
    Line leftOut = section.optional() ? ticks.leftOut(section) : null;
    if (leftOut != null) {
      BulletList list = branches();
      PageMaker.item(list, leftOut);
      document.appendChild(list);
    }
    sequence(node.below(), document);
  }

  private static boolean isIntro(Node node) {
    return node.part() instanceof Part.Prose || node.part() instanceof Part.Requirement;
  }

  /** Things that come one after the other: a list, whose numbers go on behind prose. */
  private void sequence(List<Node> nodes, Block into) {
    OrderedList list = null;
    int number = 1;
    for (Node node : nodes) {
      if (node.part() instanceof Part.Prose said) {
        prose.blocks(said.markdown(), 4).forEach(into::appendChild);
        list = null;
        continue;
      }
      if (node.part() instanceof Part.GoesBack back && list != null) {
        items.goesBack(back, (ListItem) list.getLastChild());
        continue;
      }
      ListItem item = items.item(node);
      if (item == null) {
        continue;
      }
      if (list == null) {
        list = PageMaker.numbered(number);
        into.appendChild(list);
      }
      list.appendChild(item);
      number++;
    }
  }

  /** Things of which one is taken, or which are done together. */
  static BulletList branches() {
    return PageMaker.bullets();
  }

  static @Nullable Node only(List<Node> nodes) {
    return nodes.size() == 1 ? nodes.getFirst() : null;
  }
}
