package dev.runbook.docs;

import dev.runbook.plan.Likeness;
import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Words;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a page would say several times in the same words, as a deployment in each order: once. */
final class Shared {

  /** A stretch that has its own place behind the steps. */
  record Once(Words title, String anchor, List<Node> below) {}

  private final IdentityHashMap<Node, String> keys = new IdentityHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Anchors anchors = new Anchors();
  private final Map<String, Once> once = new LinkedHashMap<>();

  void look(List<Node> nodes) {
    for (Node node : nodes) {
      if (isWhole(node)) {
        String said = Likeness.of(node);
        keys.put(node, said);
        int count = counts.merge(said, 1, Integer::sum);
        if (count == 2) {
          Part.Section section = (Part.Section) node.part();
          String anchor =
              anchors.of("how-to-" + section.title().toString().toLowerCase(Locale.ROOT));
          once.put(said, new Once(section.title(), anchor, node.below()));
        }
      } else {
        look(node.below());
      }
    }
  }

  /** Where a part is described, if that is somewhere else. */
  @Nullable Once of(Node node) {
    String said = keys.get(node);
    return said == null ? null : once.get(said);
  }

  List<Once> all() {
    return counts.keySet().stream().map(once::get).filter(Objects::nonNull).toList();
  }

  private static boolean isWhole(Node node) {
    return node.part() instanceof Part.Section section
        && (section.kind() == Part.Kind.DEPLOYMENT || section.kind() == Part.Kind.RUN);
  }
}
