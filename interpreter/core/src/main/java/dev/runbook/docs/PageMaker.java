package dev.runbook.docs;

import dev.runbook.plan.Part;
import dev.runbook.plan.Plan;
import dev.runbook.plan.Progress;
import dev.runbook.plan.Words;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/** Lays out a plan as a page: what stands where, and in which words. */
final class PageMaker {

  /** What people write in capitals, though no name may have any. */
  private static final Set<String> LETTERS =
      Set.of("api", "cdn", "dns", "gcp", "http", "id", "ip", "sre", "ui", "url", "vpn");

  private static final Pattern WEB = Pattern.compile("https?://\\S+");
  private static final Pattern CONTACT = Pattern.compile("(https?://|mailto:)\\S+");

  private final Plan plan;
  private final Prose prose;
  private final Document document = new Document();
  private final IdentityHashMap<Heading, String> anchors = new IdentityHashMap<>();
  private final Anchors names = new Anchors();

  private final boolean pictures;

  private PageMaker(Plan plan, Links links, boolean pictures) {
    this.pictures = pictures;
    this.plan = plan;
    this.prose = new Prose(new Spelling(plan), links);
  }

  /**
   * @param pictures whether the format has any
   */
  static Page of(Plan plan, Links links, boolean pictures) {
    return new PageMaker(plan, links, pictures).page();
  }

  /** What a plan is called: by the first heading of its file, if its runbook is alone in it. */
  static String title(Plan plan) {
    for (Words about : plan.about()) {
      String first = about.text().lines().findFirst().orElse("");
      if (first.startsWith("# ")) {
        return Prose.bare(first.substring(2));
      }
    }
    return plan.title();
  }

  private Page page() {
    Progress progress = plan.progress();
    return progress == null ? whole() : rest(progress);
  }

  /** What remains of a run: what is to be done comes first. */
  private Page rest(Progress progress) {
    String title = title(plan) + ": what remains";
    heading(1, title, "top");
    BulletList facts = bullets();
    progress.facts().forEach(fact -> item(facts, line().text(fact)));
    document.appendChild(facts);
    add(
        line()
            .text("What is ticked was done by the run. Do the rest in its order, and tick what you")
            .text(" did; then give this page, as Markdown, back to the run, which goes on behind")
            .text(" it:"));
    document.appendChild(command("runbook resume " + progress.run() + " --ticked <this page>.md"));
    ends();
    Steps steps = new Steps(prose, names, this::heading, progress);
    steps.write(document, plan.body());
    if (!progress.wayBack().isEmpty()) {
      heading(2, "What can be taken back", "way-back");
      add(line().text("Of what was done by now, the newest first:"));
      OrderedList list = numbered(1);
      progress.wayBack().forEach(undo -> item(list, line().text(undo).stop()));
      document.appendChild(list);
      document.appendChild(command("runbook rollback " + progress.run()));
    }
    if (!plan.parameters().isEmpty()) {
      heading(2, "Parameters", "parameters");
    }
    parameters();
    environments();
    ladders();
    people();
    return done(title);
  }

  private Page whole() {
    String title = title(plan);
    heading(1, title, "top");
    about(title);
    Steps steps = new Steps(prose, names, this::heading, plan.progress());
    if (plan.isRunbook()) {
      intro(steps);
      Flow flow = Flow.of(plan.body(), prose, steps.shared());
      if (pictures && flow.isWorthIt()) {
        heading(2, "At a glance", "at-a-glance");
        document.appendChild(new FlowBlock(flow));
      }
      before(steps);
    }
    environments();
    if (plan.isRunbook()) {
      steps.write(document, plan.body());
      ends();
    }
    things();
    ladders();
    people();
    return done(title);
  }

  /** What a page of a run that ends early has no place for is said without a link to it. */
  private Page done(String title) {
    document.accept(new Looseness());
    Set<String> places = new LinkedHashSet<>(anchors.values());
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            String to = link.getDestination();
            if (to.startsWith("#") && !places.contains(to.substring(1))) {
              Prose.withoutLink(link);
            }
          }
        });
    return new Page(title, document, anchors);
  }

  private void heading(int level, String text, String anchor) {
    Heading heading = new Heading();
    heading.setLevel(level);
    heading.appendChild(new Text(text));
    anchors.put(heading, anchor);
    document.appendChild(heading);
  }

  private Line line() {
    return new Line(prose);
  }

  private void add(Line line) {
    document.appendChild(line.done());
  }

  private void about(String title) {
    for (Words about : plan.about()) {
      boolean titled = about.text().startsWith("# ");
      for (Node block : prose.blocks(about, titled ? 1 : 2)) {
        boolean isTitle = block instanceof Heading && Prose.text(block).equals(title);
        if (!isTitle) {
          document.appendChild(block);
        }
      }
    }
  }

  private void intro(Steps steps) {
    steps
        .intro(plan.body())
        .forEach(words -> prose.blocks(words, 2).forEach(document::appendChild));
    if (!plan.in().isEmpty()) {
      Line where = line().strong("Where:").text(" ");
      for (Plan.Environment environment : plan.environments()) {
        if (plan.in().contains(environment.name())) {
          where.text(environment.name().equals(plan.in().getFirst()) ? "" : ", or ");
          where.text(environment.title() + protection(environment));
        }
      }
      where.stop();
      if (plan.in().size() > 1) {
        where.text(" What is said below is said of " + plan.shownIn() + ".");
      }
      add(where);
    }
    if (!plan.zone().isEmpty()) {
      add(line().strong("Times").text(" are those of " + plan.zone() + "."));
    }
    add(line().strong("Run it,").text(" instead of doing it by hand:"));
    document.appendChild(command(run()));
  }

  private static String protection(Plan.Environment environment) {
    if (!environment.isProtected()) {
      return "";
    }
    return environment.guards().isEmpty()
        ? ", which is protected: nothing is changed in it that nobody confirmed"
        : ", which is protected: nothing is changed in it that "
            + String.join(" or ", environment.guards())
            + " did not confirm";
  }

  static FencedCodeBlock command(String command) {
    FencedCodeBlock block = new FencedCodeBlock();
    block.setFenceCharacter("`");
    block.setInfo("sh");
    block.setLiteral(command + "\n");
    return block;
  }

  private String run() {
    StringBuilder command = new StringBuilder("runbook run " + plan.file());
    for (Plan.Parameter parameter : plan.parameters()) {
      if (parameter.value() != null) {
        command.append(" --" + parameter.name() + " " + parameter.value());
      } else if (parameter.byDefault() == null) {
        command.append(" --" + parameter.name() + " <" + parameter.name() + ">");
      }
    }
    return command.toString();
  }

  private void before(Steps steps) {
    List<Part.Requirement> requirements = steps.requirements(plan.body());
    boolean any =
        !plan.needs().isEmpty()
            || !requirements.isEmpty()
            || !plan.alone().isEmpty()
            || !plan.rules().isEmpty()
            || !plan.parameters().isEmpty();
    if (!any) {
      return;
    }
    heading(2, "Before you begin", "before-you-begin");
    BulletList list = bullets();
    if (!plan.needs().isEmpty()) {
      item(list, line().text("You need " + and(plan.needs()) + "."));
    }
    for (Part.Requirement requirement : requirements) {
      Words otherwise = requirement.otherwise();
      Line line = line();
      if (otherwise == null) {
        item(list, line.text("It has to be so: ").words(requirement.what()).stop());
      } else {
        item(list, line.words(otherwise).stop());
      }
    }
    if (!plan.alone().isEmpty()) {
      String same = plan.alone().equals("env") ? "environment" : plan.alone();
      item(
          list,
          line().text("One at a time: nobody else does it meanwhile for the same " + same + "."));
    }
    plan.rules()
        .forEach((name, rule) ->
            item(list, line().text("Whatever happens (" + name + "): ").words(rule).stop()));
    if (list.getFirstChild() != null) {
      document.appendChild(list);
    }
    parameters();
  }

  private static String and(List<String> all) {
    return all.size() == 1
        ? all.getFirst()
        : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
  }

  private void parameters() {
    if (plan.parameters().isEmpty()) {
      return;
    }
    boolean given = plan.parameters().stream().anyMatch(each -> each.value() != null);
    add(line().text("What is known beforehand, or chosen:"));
    List<Line> head = new ArrayList<>(List.of(line().text("Parameter")));
    head.add(line().text(given ? "In this run" : "If nothing is said"));
    head.add(line().text("What it is"));
    List<List<Line>> rows = new ArrayList<>();
    for (Plan.Parameter parameter : plan.parameters()) {
      Line what = line().text(parameter.text());
      what.text(parameter.text().isEmpty() ? "" : " — ");
      if (parameter.options().isEmpty()) {
        what.text(parameter.type());
      } else {
        what.text(
            "one of: "
                + String.join("; ", parameter.options().stream().map(Steps::option).toList()));
      }
      Line value = line();
      if (parameter.value() != null) {
        value.code(parameter.value());
      } else if (parameter.byDefault() == null) {
        value.soft("has to be said");
      } else if (parameter.byDefault().equals("none")) {
        value.soft("left out");
      } else {
        value.code(parameter.byDefault());
      }
      rows.add(List.of(line().code(parameter.name()), value, what));
    }
    document.appendChild(Tables.of(head, rows));
  }

  private void environments() {
    if (plan.environments().isEmpty()) {
      return;
    }
    heading(2, "Environments", "environments");
    List<Plan.Environment> all = plan.environments();
    List<Line> head = new ArrayList<>(List.of(line().text("Environment")));
    all.forEach(each -> head.add(line().text(each.title())));
    SequencedMap<String, List<Line>> rows = new LinkedHashMap<>();
    if (all.stream().anyMatch(each -> !each.prose().isEmpty())) {
      row(rows, "Purpose", all, each -> line().words(each.prose()));
    }
    row(
        rows,
        "Protected",
        all,
        each ->
            line()
                .text(
                    !each.isProtected()
                        ? "no"
                        : each.guards().isEmpty()
                            ? "yes"
                            : "changes are confirmed by " + String.join(" or ", each.guards())));
    Set<String> attributes = new LinkedHashSet<>();
    Set<String> fields = new LinkedHashSet<>();
    all.forEach(each -> attributes.addAll(each.attributes().keySet()));
    all.forEach(each -> fields.addAll(each.fields().keySet()));
    for (String name : attributes) {
      row(rows, words(name), all, each -> value(each.attributes().getOrDefault(name, "")));
    }
    for (String name : fields) {
      row(rows, words(name), all, each -> value(each.fields().getOrDefault(name, "")));
    }
    document.appendChild(Tables.of(head, new ArrayList<>(rows.values())));
  }

  private interface Cell {
    Line of(Plan.Environment environment);
  }

  private void row(
      Map<String, List<Line>> rows, String name, List<Plan.Environment> all, Cell cell) {
    List<Line> row = new ArrayList<>(List.of(line().text(name)));
    all.forEach(each -> row.add(cell.of(each)));
    rows.put(name, row);
  }

  private static String words(String name) {
    List<String> words = new ArrayList<>();
    for (String word : name.split("-", -1)) {
      boolean first = words.isEmpty() && !word.isEmpty();
      words.add(
          LETTERS.contains(word)
              ? word.toUpperCase(Locale.ROOT)
              : first ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
    }
    return String.join(" ", words);
  }

  private Line value(String value) {
    return WEB.matcher(value).matches() ? line().link(value, value) : line().text(value);
  }

  private void ends() {
    if (!plan.ends().isEmpty()) {
      boolean begun = plan.progress() != null;
      heading(2, begun ? "It is ending" : "It would end early", "ends");
      String words =
          begun
              ? "What was done leads to an end that is not good:"
              : "With what is known now, the run would not be done:";
      add(line().strong(words).text(" " + plan.ends()).stop());
    }
  }

  private void things() {
    for (Plan.Thing thing : plan.things()) {
      heading(2, thing.title(), names.of(thing.name()));
      prose.blocks(thing.prose(), 3).forEach(document::appendChild);
      BulletList list = bullets();
      thing
          .fields()
          .forEach((name, value) -> {
            Line line = line().code(name);
            item(list, value.isEmpty() ? line : line.words(": ", value));
          });
      if (list.getFirstChild() != null) {
        document.appendChild(list);
      } else if (thing.prose().isEmpty()) {
        add(line().text("What is done in it stands on the pages of the runbooks that need it."));
      }
    }
  }

  private static Line append(Line line, String value) {
    return CONTACT.matcher(value).matches() ? line.link(value, value) : line.text(value);
  }

  private void ladders() {
    for (Plan.Ladder ladder : plan.ladders()) {
      heading(2, ladder.title(), Steps.ladder(ladder.name()));
      prose.blocks(ladder.prose(), 3).forEach(document::appendChild);
      OrderedList list = numbered(1);
      for (Plan.Rung rung : ladder.rungs()) {
        Line line = line().strong(rung.team().title()).text(", for at most " + rung.limit());
        item(list, contacts(line, rung.team()));
      }
      add(line().text("Where something fails, or nobody is sure, ask in this order:"));
      document.appendChild(list);
    }
  }

  private void people() {
    if (plan.teams().isEmpty()) {
      return;
    }
    heading(2, "People", "people");
    BulletList list = bullets();
    for (Plan.Team team : plan.teams()) {
      Line line = contacts(line().strong(team.title()), team);
      item(list, team.prose().isEmpty() ? line : line.text(" ").words(team.prose()).stop());
    }
    document.appendChild(list);
  }

  private static Line contacts(Line line, Plan.Team team) {
    int at = 0;
    for (String contact : team.contacts()) {
      append(line.text(at++ == 0 ? ": " : ", "), contact);
    }
    return line.text(".");
  }

  static BulletList bullets() {
    BulletList list = new BulletList();
    list.setMarker("-");
    list.setTight(true);
    return list;
  }

  static OrderedList numbered(int first) {
    OrderedList list = new OrderedList();
    list.setMarkerDelimiter(".");
    list.setMarkerStartNumber(first);
    list.setTight(true);
    return list;
  }

  static ListItem item(Block list, Line line) {
    ListItem item = new ListItem();
    Paragraph paragraph = line.done();
    item.appendChild(paragraph);
    list.appendChild(item);
    return item;
  }
}
