package dev.runbook.parse;

import dev.runbook.syntax.Declaration;
import dev.runbook.syntax.Statement;
import dev.runbook.syntax.TestLine;
import dev.runbook.syntax.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lines of prose that follow each other are one, wherever prose may stand: the parser sees them
 * line by line.
 */
final class ProseLines {

  private final Building building;

  ProseLines(Building building) {
    this.building = building;
  }

  <T> List<T> join(List<T> nodes, Function<Statement.Prose, T> asNode) {
    List<T> joined = new ArrayList<>();
    int at = 0;
    while (at < nodes.size()) {
      T node = nodes.get(at);
      int end = endOfParagraph(nodes, at);
      joined.add(end == at + 1 ? node : asNode.apply(paragraph(nodes.subList(at, end))));
      at = end;
    }
    return joined;
  }

  private int endOfParagraph(List<?> nodes, int first) {
    int at = first + 1;
    Statement.Prose before = prose(nodes.get(first));
    while (before != null && at < nodes.size()) {
      Statement.Prose next = prose(nodes.get(at));
      if (next == null || !building.adjacent(before.span(), next.span())) {
        break;
      }
      before = next;
      at++;
    }
    return at;
  }

  private static Statement.Prose paragraph(List<?> nodes) {
    List<Text> lines = new ArrayList<>();
    for (Object node : nodes) {
      lines.addAll(Objects.requireNonNull(prose(node)).lines());
    }
    return new Statement.Prose(lines, lines.getFirst().span().to(lines.getLast().span()));
  }

  private static Statement.@Nullable Prose prose(@Nullable Object node) {
    return switch (node) {
      case Statement.Prose prose -> prose;
      case Declaration.FileProse prose -> prose.prose();
      case TestLine.About prose -> prose.prose();
      case null, default -> null;
    };
  }
}
