package dev.runbook.docs;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.Words;
import dev.runbook.type.Basic;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.BulletList;
import org.commonmark.node.ListItem;

/** What a reader looks at: waits and checks, how it is seen, and what was seen. */
final class Looks {

  private final Prose prose;
  private final Ticks ticks;

  Looks(Prose prose, Ticks ticks) {
    this.prose = prose;
    this.ticks = ticks;
  }

  ListItem wait(Part.WaitFor wait, List<Node> below) {
    Line line = ticks.line(wait).strong("Wait").text(" until ").words(wait.until());
    if (wait.usually() != null) {
      line.words(". It usually takes ", wait.usually()).words("; wait for at most ", wait.limit());
    } else {
      line.words(", for at most ", wait.limit());
    }
    line.words(", and look every ", wait.every());
    line.words(". Give it up if ", wait.failsIf()).stop();
    ListItem item = Items.item(line);
    look(below, item);
    return item;
  }

  ListItem waitUntil(Part.WaitUntil wait) {
    return Items.item(
        ticks
            .line(wait)
            .strong("Wait")
            .text(" until ")
            .words(wait.time())
            .words(", for at most ", wait.limit())
            .stop());
  }

  /** How to see it, without saying a thing twice. */
  private void look(List<Node> below, ListItem item) {
    BulletList list = Steps.branches();
    see(below, list);
    if (list.getFirstChild() != null) {
      item.appendChild(list);
    }
  }

  void see(List<Node> below, BulletList list) {
    List<String> said = new ArrayList<>();
    for (Node node : below) {
      if (node.part() instanceof Part.Action action) {
        String words = prose.plain(action.byHand());
        if (!said.contains(words)) {
          said.add(words);
          list.appendChild(
              Items.item(
                  new Line(prose).soft("To see it:").text(" ").words(action.byHand()).stop()));
        }
        answers(node.below(), list);
      }
    }
  }

  ListItem check(Part.Check check, List<Node> below) {
    Line line = ticks.line(check).strong("Check").text(" that ").words(check.holds()).stop();
    if (check.otherwise() != null) {
      line.text(" If not, it fails: ").words(check.otherwise()).stop();
    }
    ListItem item = Items.item(line);
    look(below, item);
    return item;
  }

  ListItem answered(Part.Answered answered) {
    Words answer = new Words.Builder().say(answered.answer()).build();
    return Items.item(new Line(prose).text("It says ").words(answer).stop());
  }

  void answers(List<Node> below, BulletList more) {
    for (Node node : below) {
      if (node.part() instanceof Part.Answered answered) {
        more.appendChild(answered(answered));
      }
    }
  }

  /** What the clock or the calendar says. */
  ListItem noted(Part.Named named, List<Node> answers) {
    Line line = ticks.line(named);
    if (named.type() == Basic.TIME) {
      line.strong("Note the time.");
    } else if (named.type() == Basic.DATE) {
      line.strong("Note the date.");
    } else {
      line.strong("Look").text(" at the calendar or the clock.");
    }
    ListItem item =
        Items.item(
            line.text(" It is ")
                .code("<" + named.name() + ">")
                .text(isTime(named) ? "." : ", " + Types.of(named.type()) + "."));
    BulletList list = Steps.branches();
    answers(answers, list);
    if (list.getFirstChild() != null) {
      item.appendChild(list);
    }
    return item;
  }

  private static boolean isTime(Part.Named named) {
    return named.type() == Basic.TIME || named.type() == Basic.DATE;
  }
}
