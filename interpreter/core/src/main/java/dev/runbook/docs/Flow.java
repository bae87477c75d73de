package dev.runbook.docs;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The steps of a plan as a graph: what comes after what, what is decided, and what goes on at the
 * same time.
 */
record Flow(List<Box> boxes, List<Arrow> arrows) {

  private static final int TOO_MANY = 80;

  enum Shape {
    STEP,
    /** A person says yes or no in it. */
    GATE,
    DECISION,
    DEPLOYMENT,
    /** From here on several go on at the same time. */
    FORK,
    END
  }

  /**
   * @param below a second line, in smaller letters; may be empty
   * @param anchor of the place in the page; empty where there is none
   */
  record Box(int id, Shape shape, String text, String below, String anchor) {}

  record Arrow(int from, int to, String text) {}

  private record Tail(int box, String text) {}

  Flow {
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
  }

  /** A single box tells nobody anything, and hundreds of them no more. */
  boolean isWorthIt() {
    return boxes.size() > 2 && boxes.size() <= TOO_MANY;
  }

  static Flow of(List<Node> body, Prose prose, Shared shared) {
    Drawing drawing = new Drawing(prose, shared);
    List<Tail> tails = drawing.all(body, List.of(), true);
    drawing.box(Shape.END, "Done", "", "", tails);
    return new Flow(drawing.boxes, drawing.arrows);
  }

  private static final class Drawing {
    private final Prose prose;
    private final Shared shared;
    private final Anchors anchors = new Anchors();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();

    /** What the boxes stand under that are drawn now; empty where they are done in any case. */
    private String condition = "";

    Drawing(Prose prose, Shared shared) {
      this.prose = prose;
      this.shared = shared;
    }

    List<Tail> box(Shape shape, String text, String below, String anchor, List<Tail> from) {
      int id = boxes.size();
      boxes.add(new Box(id, shape, text, below, anchor));
      from.forEach(tail -> arrows.add(new Arrow(tail.box, id, tail.text)));
      return List.of(new Tail(id, ""));
    }

    List<Tail> all(List<Node> nodes, List<Tail> from, boolean top) {
      List<Tail> tails = from;
      int number = 0;
      for (Node node : nodes) {
        boolean step = node.part() instanceof Part.Section s && s.kind() == Part.Kind.STEP;
        tails = one(node, tails, top && step ? ++number : 0);
      }
      return tails;
    }

    private List<Tail> one(Node node, List<Tail> from, int number) {
      return switch (node.part()) {
        case Part.Section section -> section(section, node, from, number);
        case Part.Choice _ when expands(node) && node.below().size() == 1 -> {
          String before = condition;
          condition = prose.plain(((Part.Branch) node.below().getFirst().part()).when());
          List<Tail> tails = all(node.below().getFirst().below(), from, false);
          condition = before;
          yield tails;
        }
        case Part.Choice _ when expands(node) -> {
          Question question = Question.of(node.below(), prose);
          int asked = box(Shape.DECISION, question.text(), "", "", from).getFirst().box;
          List<Tail> tails = new ArrayList<>();
          for (int at = 0; at < node.below().size(); at++) {
            Tail answer = new Tail(asked, question.answers().get(at));
            tails.addAll(all(node.below().get(at).below(), List.of(answer), false));
          }

          yield tails;
        }
        case Part.Parallel _ when expands(node) -> {
          List<Tail> tails = new ArrayList<>();
          List<Tail> fork = box(Shape.FORK, "at the same time", "", "", from);
          node.below().forEach(branch -> tails.addAll(all(branch.below(), fork, false)));
          yield tails;
        }
        case Part.Rounds _, Part.Each _, Part.Retry _, Part.Branch _, Part.Named _ ->
            expands(node) ? all(node.below(), from, false) : from;
        default -> from;
      };
    }

    private List<Tail> section(Part.Section section, Node node, List<Tail> from, int number) {
      String title = prose.plain(section.title());
      boolean top = section.kind() == Part.Kind.STEP && number > 0;
      boolean whole = section.kind() == Part.Kind.DEPLOYMENT || section.kind() == Part.Kind.RUN;
      if (!top && !whole) {
        return expands(node) ? all(node.below(), from, false) : from;
      }
      Shared.Once elsewhere = shared.of(node);
      String anchor =
          top ? anchors.of(section.path()) : elsewhere == null ? "" : elsewhere.anchor();
      String gate = whole ? condition.toLowerCase(Locale.ROOT) : gate(node.below());
      Shape shape = whole ? Shape.DEPLOYMENT : gate.isEmpty() ? Shape.STEP : Shape.GATE;
      List<Tail> tails = box(shape, top ? number + ". " + title : title, gate, anchor, from);
      return top && !whole && expands(node) ? all(node.below(), tails, false) : tails;
    }

    /** Whether there are stretches in it that are worth boxes of their own. */
    private static boolean expands(Node node) {
      for (Node each : node.below()) {
        boolean own =
            each.part() instanceof Part.Section section
                && section.kind() != Part.Kind.PROCEDURE
                && section.kind() != Part.Kind.STEP;
        if (own || expands(each)) {
          return true;
        }
      }
      return false;
    }

    /** Who says yes in it. */
    private static String gate(List<Node> nodes) {
      for (Node node : nodes) {
        if (node.part() instanceof Part.Confirm confirm) {
          List<String> teams = confirm.who().teams();
          return (teams.isEmpty() ? "somebody" : String.join(" or ", teams)) + " confirms";
        }
        boolean inside = !(node.part() instanceof Part.Section);
        String below = inside ? gate(node.below()) : "";
        if (!below.isEmpty()) {
          return below;
        }
      }
      return "";
    }
  }
}
