package dev.runbook.console;

import dev.runbook.console.RunTree.Kind;
import dev.runbook.console.RunTree.Node;
import dev.runbook.console.RunTree.Over;
import dev.runbook.diagnostic.Printable;
import dev.runbook.journal.Outcome;
import dev.runbook.value.Show;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run on a few lines: where it takes place, the steps around the one that goes on, and inside of
 * it what is called, waited for and asked. Only as much of the tree is looked at as there is room
 * for.
 */
public final class Picture {

  private static final int NARROW = 56;
  private static final int BAR = 12;

  private final RunTree tree;
  private final String mark;
  private final Tone place;
  private final ZoneId zone;
  private final Signs signs;

  /**
   * @param mark where the run takes place
   * @param real whether that is no rehearsal
   */
  public Picture(RunTree tree, String mark, boolean real, ZoneId zone, Signs signs) {
    this.tree = tree;
    this.mark = mark;
    this.place = real ? Tone.REAL : Tone.REHEARSED;
    this.zone = zone;
    this.signs = signs;
  }

  /**
   * @param now on the run's clock
   * @param height how many lines there are at most
   */
  public List<Line> lines(Instant now, int width, int height) {
    return tree.look(all -> new Drawing(now, width, height).lines());
  }

  private final class Drawing {
    private final Instant now;
    private final int width;
    private final int height;
    private final List<Line> lines = new ArrayList<>();

    Drawing(Instant now, int width, int height) {
      this.now = now.isBefore(tree.last()) ? tree.last() : now;
      this.width = width;
      this.height = Math.max(1, height);
    }

    List<Line> lines() {
      lines.add(banner());
      int before = Math.min(tree.over().size(), room() / 4);
      List<Over> over = tree.over();
      over.subList(over.size() - before, over.size()).forEach(step -> lines.add(over(step)));
      int after = Math.min(tree.aheadInAll(), room() / 4);
      inside(tree.root(), 0, height - after);
      List<String> next = tree.ahead(room());
      int left = tree.aheadInAll() - next.size();
      for (String title : next) {
        boolean last = lines.size() == height - 1 && left > 0;
        String more = last ? "and " + (left + 1) + " more steps" : title;
        lines.add(Line.of(" " + signs.ahead() + " " + clean(more), Tone.FAINT));
      }
      return lines;
    }

    private int room() {
      return height - lines.size();
    }

    private Line banner() {
      Duration took = tree.took(now);
      Usual usual = tree.usual(Usual.WHOLE);
      String clock = Times.clock(now, zone);
      Line line = Line.of(mark.strip(), place).and(" " + clean(tree.title()), Tone.STRONG);
      return isNarrow()
          ? line.ending(clock + " " + Usual.rough(took), Tone.PLAIN)
          : ending(line.and(signs.apart() + clock, Tone.PLAIN), took, usual);
    }

    private Line over(Over step) {
      boolean fine = step.outcome() == Outcome.DONE;
      Line line =
          Line.of(" " + (fine ? signs.done() : signs.bad()), fine ? Tone.GOOD : Tone.BAD)
              .and(" " + clean(step.title()), Tone.FAINT);
      String how = fine ? "" : step.outcome().words() + " ";
      return line.ending(how + Usual.rough(step.took()), fine ? Tone.FAINT : Tone.BAD);
    }

    /** The newest of what goes on is what is shown where there is no room for all. */
    private void inside(Node node, int depth, int end) {
      int shown = 0;
      for (Node inner : node.inside.values()) {
        int left = node.inside.size() - shown;
        if (lines.size() >= end - 1 && left > 1) {
          lines.add(more(left, node.over, depth));
          return;
        }
        if (lines.size() >= end) {
          return;
        }
        node(inner, depth, end);
        shown++;
      }
    }

    private Line more(int left, int over, int depth) {
      String done = over == 0 ? "" : ", " + over + " over";
      return Line.of(
          indent(depth) + signs.more() + " " + left + " more at once" + done, Tone.FAINT);
    }

    private void node(Node node, int depth, int end) {
      Duration took = Duration.between(node.since, now);
      String words = named(node);
      switch (node.kind) {
        case STEP ->
            lines.add(
                ending(
                    Line.of(indent(depth) + signs.busy(), Tone.BUSY).and(" " + words, Tone.STRONG),
                    took,
                    tree.usual(node.path)));
        case CALL ->
            lines.add(
                Line.of(indent(depth) + signs.busy() + " " + words, Tone.PLAIN)
                    .ending(Usual.rough(took), Tone.FAINT));
        case QUESTION ->
            lines.add(
                Line.of(indent(depth) + signs.asks() + " " + words, Tone.BUSY)
                    .ending(Usual.rough(took), Tone.FAINT));
        case WAIT -> lines.add(waiting(node, depth, took, words));
      }
      if (!node.seen.isEmpty() && lines.size() < end) {
        lines.add(Line.of(indent(depth + 1) + "last seen: " + clean(node.seen), Tone.FAINT));
      }
      inside(node, depth + 1, end);
    }

    private Line waiting(Node node, int depth, Duration took, String words) {
      Duration whole = node.usually == null ? node.limit : node.usually;
      Line line = Line.of(indent(depth) + signs.waits() + " ", Tone.BUSY);
      if (whole == null || whole.isZero()) {
        return line.and(words, Tone.PLAIN).ending(Usual.rough(took), Tone.FAINT);
      }
      boolean late = took.compareTo(whole) > 0;
      Tone tone = late ? Tone.BAD : Tone.GOOD;
      String bar = signs.bar((double) took.toMillis() / whole.toMillis(), isNarrow() ? 5 : BAR);
      String usually = node.usually == null ? "" : ", usually " + Show.duration(node.usually);
      String limit = node.limit == null ? "" : ", up to " + Show.duration(node.limit);
      String right = Usual.rough(took) + (isNarrow() ? "" : usually) + limit;
      return line.and(bar, tone).and(" " + words, Tone.PLAIN).ending(right, tone);
    }

    private Line ending(Line line, Duration took, @Nullable Usual usual) {
      if (usual == null) {
        return line.ending(Usual.rough(took), Tone.FAINT);
      }
      boolean late = usual.isExceededBy(took);
      if (isNarrow()) {
        return line.ending(Usual.rough(took), late ? Tone.BAD : Tone.FAINT);
      }
      return late
          ? line.ending(usual.words() + ", now " + Usual.rough(took), Tone.BAD)
          : line.ending(Usual.rough(took) + ", " + usual.words(), Tone.FAINT);
    }

    private boolean isNarrow() {
      return width < NARROW;
    }
  }

  private static String indent(int depth) {
    return " ".repeat(1 + 2 * Math.min(depth, 6));
  }

  /** What is of no step is told with the branch or the round that it is of. */
  private static String named(Node node) {
    String words = clean(node.title);
    int slash = node.path.lastIndexOf('/');
    String own = slash < 0 ? "" : node.path.substring(slash + 1);
    return node.kind == Kind.STEP && !own.isEmpty() ? clean(own) + ": " + words : words;
  }

  private static String clean(String text) {
    return Printable.line(text.replace('\n', ' '));
  }
}
