package dev.runbook.docs;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Progress;
import dev.runbook.plan.Progress.Mark;
import dev.runbook.plan.Progress.Place;
import dev.runbook.plan.Progress.State;
import dev.runbook.plan.Words;
import java.util.List;
import java.util.function.Supplier;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** The boxes of a page, and what a run says of each of them where the page is of one. */
final class Ticks {

  private static final Part.Who NOBODY = new Part.Who(List.of(), null);

  private final Prose prose;
  private final Anchors names;
  private final @Nullable Progress progress;
  private boolean boxed = true;

  Ticks(Prose prose, Anchors names, @Nullable Progress progress) {
    this.prose = prose;
    this.names = names;
    this.progress = progress;
  }

  /** The beginning of a line about something that is done. */
  Line line(Part part) {
    Place place = part.place();
    if (place == null) {
      return new Line(prose);
    }
    Mark mark = progress == null ? null : progress.mark(place);
    boolean done = mark != null && mark.state() != State.IN_DOUBT;
    if (!boxed && !done) {
      return new Line(prose);
    }
    Line line = new Line(prose).tick(new Tick("did-" + names.of(place.path()), done));
    if (mark != null && done) {
      return line.ending(done(mark));
    }
    return progress == null ? line : line.ending(new Tick.Name(place, false));
  }

  /**
   * Of a loop whose rounds nobody knows: one box cannot tell several of them, so it has its own.
   */
  Line each(Part.Each each) {
    return boxed && progress == null
        ? new Line(prose).tick(new Tick("did-" + names.of(each.path()), false))
        : new Line(prose);
  }

  /**
   * Where the boxes of what is below would tell a run nothing, there are none, and that is said.
   */
  Line untold(Line line) {
    return boxed && progress != null
        ? line.text(" ").soft("What is done of this by hand cannot be told to the run.")
        : line;
  }

  /** Of what was changed for a while: that it is as it was before. */
  Line back(String path, String words) {
    return progress == null
        ? new Line(prose).text(words)
        : line(new Part.Work(path + "/undo", Words.NONE, NOBODY, null)).text(words);
  }

  boolean isMarked(Part part) {
    Place place = part.place();
    return progress != null && place != null && progress.isDone(place);
  }

  /** Of something that is done as a whole. */
  Line done(Part.Section section) {
    Line line = new Line(prose).tick(new Tick("did-" + names.of(section.path()), true));
    Mark mark = progress == null ? null : progress.mark(new Place(section.path(), ""));
    return mark == null ? line : line.ending(done(mark));
  }

  private static Emphasis done(Mark mark) {
    Emphasis done = new Emphasis();
    String did = mark.state() == State.OVER ? "" : mark.words().isEmpty() ? "Done" : "Done ";
    done.appendChild(new Text(did + mark.words() + "."));
    return done;
  }

  /** Of an optional step, to say that nobody wants it. */
  @Nullable Line leftOut(Part.Section section) {
    boolean asked = progress != null && progress.isDone(new Place(section.path(), ""));
    return progress == null || asked || !boxed
        ? null
        : new Line(prose)
            .tick(new Tick("left-out-" + names.of(section.path()), false))
            .text("This step is left out.")
            .ending(new Tick.Name(new Place(section.path(), ""), true));
  }

  /** Writes something in which a box would tell nobody anything. */
  <T> T without(Supplier<T> work) {
    boolean before = boxed;
    boxed = false;
    try {
      return work.get();
    } finally {
      boxed = before;
    }
  }

  boolean isInDoubt(Part part) {
    Place place = part.place();
    Mark mark = progress == null || place == null ? null : progress.mark(place);
    return mark != null && mark.state() == State.IN_DOUBT;
  }

  boolean isOfRun() {
    return progress != null;
  }

  /** Whether nothing is left to do of it. */
  boolean isDone(Node node) {
    Place place = node.part().place();
    if (progress == null || place == null) {
      return false;
    }
    boolean unrecorded =
        node.part() instanceof Part.Section section && section.kind() == Part.Kind.PROCEDURE;
    return progress.isDone(place) || (unrecorded && leaves(node) > 0);
  }

  /** How many things there are in it, all of them done; less than none where one is not. */
  private int leaves(Node node) {
    int done = 0;
    for (Node below : node.below()) {
      int some = leaf(below);
      if (some < 0) {
        return -1;
      }
      done += some;
    }
    return done;
  }

  private int leaf(Node node) {
    Place place = node.part().place();
    boolean whole = !(node.part() instanceof Part.Section || node.part() instanceof Part.Named);
    boolean own = place != null && (whole || node.below().isEmpty());
    if (own && place != null) {
      boolean open =
          progress != null
              && !progress.isDone(place)
              && !(node.part() instanceof Part.Named named && named.value() != null);
      return open ? -1 : 1;
    }
    boolean open =
        node.part() instanceof Part.Choice
            || node.part() instanceof Part.Each
            || node.part() instanceof Part.Temporary;
    return open ? -1 : leaves(node);
  }
}
