package dev.runbook.docs;

import dev.runbook.plan.Likeness;
import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Words;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a page would say several times in the same words, as a deployment in each order: once. */
final class Shared {

  /** A stretch that has its own place behind the steps. */
  record Once(Words title, String anchor, List<Node> below) {}

  /** Something that is said, once or more often. */
  private static final class Said {
    final Object likeness;
    int times;
    @Nullable Once once;

    Said(Object likeness) {
      this.likeness = likeness;
    }
  }

  private final List<Said> all = new ArrayList<>();

  /** What is told twice by one dry run is the same part. */
  private final IdentityHashMap<Part, Said> places = new IdentityHashMap<>();

  private final Anchors anchors = new Anchors();

  void look(List<Node> nodes) {
    for (Node node : nodes) {
      if (node.part() instanceof Part.Section section && isWhole(section)) {
        Said before = places.get(section);
        if (before == null) {
          before = said(Likeness.of(node));
          places.put(section, before);
        }
        if (before.times++ == 1) {
          String title = section.title().toString();
          String anchor = anchors.of("how-to-" + title.toLowerCase(Locale.ROOT));
          before.once = new Once(section.title(), anchor, node.below());
        }
      } else {
        look(node.below());
      }
    }
  }

  private Said said(Object likeness) {
    for (Said before : all) {
      if (before.likeness.equals(likeness)) {
        return before;
      }
    }
    Said said = new Said(likeness);
    all.add(said);
    return said;
  }

  /** Where a part is described, if that is somewhere else. */
  @Nullable Once of(Node node) {
    Said said = places.get(node.part());
    return said == null ? null : said.once;
  }

  List<Once> all() {
    return all.stream().flatMap(said -> Optional.ofNullable(said.once).stream()).toList();
  }

  private static boolean isWhole(Part.Section section) {
    return section.kind() == Part.Kind.DEPLOYMENT || section.kind() == Part.Kind.RUN;
  }
}
