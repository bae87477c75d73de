package dev.runbook.docs;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import dev.runbook.plan.WayBack;
import dev.runbook.plan.Words;
import dev.runbook.type.Basic;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.ListItem;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/** Each part of a plan in a reader's words. */
final class Items {

  /** Writes what comes one after the other. */
  interface Sequence {
    void write(List<Node> nodes, Block into);
  }

  private final Prose prose;
  private final Ticks ticks;
  private final Shared shared;
  private final Sequence sequence;
  private final Looks looks;
  private final Prompts prompts;

  Items(Prose prose, Ticks ticks, Shared shared, Sequence sequence) {
    this.prose = prose;
    this.ticks = ticks;
    this.shared = shared;
    this.sequence = sequence;
    this.looks = new Looks(prose, ticks);
    this.prompts = new Prompts(prose, ticks);
  }

  private Line line() {
    return new Line(prose);
  }

  private Line tick(Part part) {
    return ticks.line(part);
  }

  /** Null for what a reader need not know. */
  @Nullable ListItem item(Node node) {
    List<Node> below = node.below();
    return switch (node.part()) {
      case Part.Section section -> section(section, node);
      case Part.Action action -> action(action, below, null);
      case Part.Named named -> named(named, below);
      case Part.Answered answered -> looks.answered(answered);
      case Part.GoesBack back -> item(wayBack(back.how()));
      case Part.Given given -> given(given);
      case Part.Choice _ -> choice(below);
      case Part.Parallel _ -> branches(line().strong("At the same time:"), below);
      case Part.Rounds rounds ->
          branches(line().strong("For each of these, " + turns(rounds.turns()) + ":"), below);
      case Part.Branch branch -> nested(line().words(branch.when()).text(":"), below);
      case Part.Each each ->
          unboxed(
              ticks.untold(
                  ticks
                      .each(each)
                      .strong("For each")
                      .text(" ")
                      .code(each.variable())
                      .text(" of ")
                      .words(each.list())
                      .text(", " + turns(each.turns()) + ":")),
              below);
      case Part.Retry retry ->
          nested(
              line()
                  .strong("Try again,")
                  .text(" up to ")
                  .words(retry.times())
                  .text(" times")
                  .words(", after a pause of ", retry.every())
                  .text(":"),
              below);
      case Part.WaitFor wait -> looks.wait(wait, below);
      case Part.WaitUntil wait -> looks.waitUntil(wait);
      case Part.Watch watch -> watch(watch, below);
      case Part.Check check -> looks.check(check, below);
      case Part.Requirement requirement ->
          item(line().strong("It has to be so:").text(" ").words(requirement.what()).stop());
      case Part.Warning warning -> prompts.warning(warning);
      case Part.Confirm confirm -> prompts.confirm(confirm);
      case Part.Ask ask -> prompts.ask(ask);
      case Part.Work work -> work(work, below);
      case Part.Evidence evidence ->
          item(
              tick(evidence)
                  .strong("Write down")
                  .text(" ")
                  .words(evidence.title())
                  .words(": ", evidence.value())
                  .stop());
      case Part.Escalate escalate ->
          item(
              line()
                  .strong("Get help:")
                  .text(" ask in the order of ")
                  .link("the ladder", "#" + Steps.ladder(escalate.ladder()))
                  .stop());
      case Part.Ends ends -> item(ends(ends));
      case Part.Handler handler -> handler(handler, below);
      case Part.Ensure _ -> nested(line().strong("In any case, at the end:"), below);
      case Part.Temporary temporary -> temporary(temporary, below);
      case Part.Release release ->
          item(line().strong("Take back").text(" ").code(release.name()).text(" now."));
      case Part.Prose _ -> throw new IllegalStateException("prose is no item");
    };
  }

  static ListItem item(Line line) {
    ListItem item = new ListItem();
    item.appendChild(line.done());
    return item;
  }

  private ListItem nested(Line line, List<Node> below) {
    ListItem item = item(line);
    sequence.write(below, item);
    return item;
  }

  /** What is below is done any number of times, so that no box of it could tell that it is done. */
  private ListItem unboxed(Line line, List<Node> below) {
    return ticks.without(() -> nested(line, below));
  }

  /** A run goes into it by itself only, and never behind what a person did. */
  private ListItem handler(Part.Handler handler, List<Node> below) {
    Line line = ticks.untold(line().strong(outcomes(handler) + ":"));
    return ticks.isOfRun() ? unboxed(line, below) : nested(line, below);
  }

  private ListItem section(Part.Section section, Node node) {
    if (ticks.isDone(node)) {
      return item(ticks.done(section).strong(prose.plain(section.title())).stop());
    }
    Shared.Once elsewhere = shared.of(node);
    if (elsewhere != null) {
      return item(
          tick(section)
              .strong(prose.plain(section.title()))
              .text(", as is said ")
              .link("below", "#" + elsewhere.anchor())
              .text("."));
    }
    String optional = section.optional() ? " (may be left out)" : "";
    Line title = line().strong(prose.plain(section.title()) + optional);
    return nested(title, ended(told(node.below())));
  }

  /** What is given at the very end goes without saying. */
  private static List<Node> ended(List<Node> below) {
    boolean given = !below.isEmpty() && below.getLast().part() instanceof Part.Given;
    return given ? below.subList(0, below.size() - 1) : below;
  }

  private ListItem action(Part.Action action, List<Node> below, Part.@Nullable Named named) {
    String verb =
        switch (action.effect()) {
          case READ -> "Look";
          case NOTICE -> "Tell";
          case CHANGE -> "Do";
        };
    Line line = tick(action).strong(verb).text(" (" + action.service() + "): ");
    boolean doubt = ticks.isInDoubt(action);
    ListItem item = new ListItem();
    String command = Command.in(prose.plain(action.byHand()));
    if (command.isEmpty()) {
      line.words(action.byHand()).stop();
      item.appendChild(called(line, named).done());
    } else {
      item.appendChild(line.text("Run:").done());
      item.appendChild(PageMaker.command(command));
      if (named != null && named.type() != Basic.NOTHING) {
        item.appendChild(introduced(line(), named).done());
      }
    }
    BulletList more = Steps.branches();
    if (doubt) {
      more.appendChild(
          item(line().strong("It may have happened already:").text(" look before you do it.")));
      looks.see(below, more);
    }
    looks.answers(below, more);
    WayBack back = action.wayBack();
    if (back != null) {
      more.appendChild(item(wayBack(named == null ? back.unnamed() : back.where(named.name()))));
    }
    if (more.getFirstChild() != null) {
      item.appendChild(more);
    }
    return item;
  }

  /** By which name a reader finds it again. */
  static Line called(Line line, Part.@Nullable Named named) {
    return named == null || named.type() == Basic.NOTHING
        ? line
        : introduced(line.text(" "), named);
  }

  private static Line introduced(Line line, Part.Named named) {
    return line.text("This is ")
        .code("<" + named.name() + ">")
        .text(", " + Types.of(named.type()) + ".");
  }

  /** What is taken, where a reader knows it by its name. */
  private @Nullable ListItem given(Part.Given given) {
    List<Value> holes = given.value().holes();
    boolean named =
        given.value().text().length() == 1
            && holes.size() == 1
            && holes.getFirst() instanceof Value.Unknown unknown
            && !unknown.isPartlyKnown();
    return named
        ? item(line().text("It is ").words(given.value()).text(": leave out the rest of this."))
        : null;
  }

  private @Nullable ListItem named(Part.Named named, List<Node> below) {
    Words value = named.value();
    if (value != null) {
      return item(line().code("<" + named.name() + ">").text(" is ").words(value).stop());
    }
    List<Node> seen = new ArrayList<>(below);
    seen.removeIf(node -> node.part() instanceof Part.Answered);
    Node only = Steps.only(seen);
    if (only != null && only.part() instanceof Part.Section && ticks.isDone(only)) {
      return item(only);
    }
    if (only != null && only.part() instanceof Part.Action action) {
      return action(action, only.below(), named);
    }
    if (only != null && only.part() instanceof Part.Section section) {
      Line title = line().strong(prose.plain(section.title())).stop();
      return nested(called(title, named), ended(only.below()));
    }
    return seen.isEmpty()
        ? looks.noted(named, below)
        : nested(
            line()
                .text("Find out ")
                .code("<" + named.name() + ">")
                .text(", " + Types.of(named.type()) + ":"),
            seen);
  }

  /** The way back to what was just looked at. */
  void goesBack(Part.GoesBack back, ListItem look) {
    if (!(look.getLastChild() instanceof BulletList)) {
      look.appendChild(Steps.branches());
    }
    look.getLastChild().appendChild(item(wayBack(back.how())));
  }

  /** What a deployment says of itself comes before the look at what runs, with which it begins. */
  static List<Node> told(List<Node> below) {
    int said = 0;
    while (said < below.size()
        && (below.get(said).part() instanceof Part.GoesBack
            || below.get(said).part() instanceof Part.Named)) {
      said++;
    }
    boolean leads =
        said < below.size()
            && below.get(said).part() instanceof Part.Prose
            && below.subList(0, said).stream()
                .anyMatch(each -> each.part() instanceof Part.GoesBack);
    if (!leads) {
      return below;
    }
    List<Node> told = new ArrayList<>(below);
    told.addFirst(told.remove(said));
    return told;
  }

  private Line wayBack(WayBack back) {
    return switch (back) {
      case WayBack.By by -> line().soft("To take it back:").text(" ").words(by.words()).stop();
      case WayBack.None none ->
          line().strong("Cannot be taken back:").text(" ").words(none.words()).stop();
      case WayBack.Needless needless ->
          line().soft("Is not taken back:").text(" ").words(needless.words()).stop();
    };
  }

  private ListItem choice(List<Node> branches) {
    Node only = Steps.only(branches);
    if (only != null && only.part() instanceof Part.Branch branch) {
      return nested(line().words(branch.when()).text(":"), only.below());
    }
    return branches(line().strong("One of these:"), branches);
  }

  private ListItem branches(Line line, List<Node> branches) {
    ListItem item = item(line);
    BulletList list = Steps.branches();
    for (Node node : branches) {
      list.appendChild(branch(node));
    }
    item.appendChild(list);
    return item;
  }

  /** A branch that says itself what it is needs no other title. */
  private ListItem branch(Node node) {
    Part.Branch branch = (Part.Branch) node.part();
    Node only = Steps.only(node.below());
    ListItem alone = !branch.when().isEmpty() || only == null ? null : item(only);
    if (alone != null) {
      return alone;
    }
    if (node.below().isEmpty()) {
      return item(line().words(branch.when()).text(": nothing is to be done."));
    }
    return nested(line().words(branch.when()).text(":"), node.below());
  }

  private static String turns(Part.Turns turns) {
    return switch (turns) {
      case ONE_BY_ONE -> "one after the other";
      case BATCHES -> "in batches";
      case ALL_AT_ONCE -> "all at the same time";
    };
  }

  private ListItem watch(Part.Watch watch, List<Node> below) {
    Line line =
        tick(watch)
            .strong("Watch")
            .text(" ")
            .words(watch.title())
            .words(" for ", watch.length())
            .words(", look every ", watch.every())
            .words(", and stop after ", watch.limit());
    return ticks.isMarked(watch)
        ? item(line.stop())
        : unboxed(line.text(". All of this has to hold all the time:"), below);
  }

  private ListItem work(Part.Work work, List<Node> below) {
    Line line = prompts.work(work);
    return nested(below.isEmpty() ? line : line.text(" Then:"), below);
  }

  private Line ends(Part.Ends ends) {
    return switch (ends.how()) {
      case STOPS -> line().strong("It ends here:").text(" ").words(ends.reason()).stop();
      case FAILS -> line().strong("It fails here:").text(" ").words(ends.reason()).stop();
      case RECOVERS -> line().strong("Go on:").text(" ").words(ends.reason()).stop();
    };
  }

  private static String outcomes(Part.Handler handler) {
    List<String> outcomes = new ArrayList<>();
    for (String outcome : handler.outcomes()) {
      outcomes.add(
          switch (outcome) {
            case "failed" -> "it fails";
            case "rejected" -> "somebody says no";
            case "aborted" -> "somebody stops it";
            default -> "it takes too long";
          });
    }
    return "If " + String.join(", or ", outcomes);
  }

  /** Where the change among some nodes is; empty where there is none. */
  private static String change(List<Node> nodes) {
    for (Node node : nodes) {
      String path =
          node.part() instanceof Part.Action action && action.effect() == Part.Effect.CHANGE
              ? action.path()
              : change(node.below());
      if (!path.isEmpty()) {
        return path;
      }
    }
    return "";
  }

  private ListItem temporary(Part.Temporary temporary, List<Node> below) {
    ListItem item = item(line().strong("For the time being:"));
    sequence.write(below, item);
    String words =
        temporary.untilDone()
            ? "It is taken back when this is done, and stays if this fails."
            : "It is taken back when this ends, however it ends.";
    String path = change(below);
    Paragraph end = (path.isEmpty() ? line().text(words) : ticks.back(path, words)).done();
    item.appendChild(end);
    return item;
  }
}
