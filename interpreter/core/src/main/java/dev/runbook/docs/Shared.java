package dev.runbook.docs;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Words;
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

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final Anchors anchors = new Anchors();
  private final Map<String, Once> once = new LinkedHashMap<>();

  void look(List<Node> nodes) {
    for (Node node : nodes) {
      if (isWhole(node)) {
        int count = counts.merge(key(node), 1, Integer::sum);
        if (count == 2) {
          Part.Section section = (Part.Section) node.part();
          String anchor =
              anchors.of("how-to-" + section.title().toString().toLowerCase(Locale.ROOT));
          once.put(key(node), new Once(section.title(), anchor, node.below()));
        }
      } else {
        look(node.below());
      }
    }
  }

  /** Where a part is described, if that is somewhere else. */
  @Nullable Once of(Node node) {
    return isWhole(node) ? once.get(key(node)) : null;
  }

  List<Once> all() {
    return counts.keySet().stream().map(once::get).filter(Objects::nonNull).toList();
  }

  private static boolean isWhole(Node node) {
    return node.part() instanceof Part.Section section
        && (section.kind() == Part.Kind.DEPLOYMENT || section.kind() == Part.Kind.RUN);
  }

  /** Alike but for their places in the run. */
  private static String key(Node node) {
    String path = ((Part.Section) node.part()).path();
    return node.toString().replace("path=" + path, "path=");
  }
}
