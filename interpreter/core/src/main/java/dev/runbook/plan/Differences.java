package dev.runbook.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What is different between two plans of a runbook, in words. */
public final class Differences {

  private static final int LONGEST = 70;

  /**
   * One thing of a plan that somebody does or decides.
   *
   * @param kind what may have become what
   * @param words what it is
   * @param attributes what else is said of it: limits, and who
   */
  private record Item(
      String step, String kind, String words, SequencedMap<String, String> attributes) {}

  private final SequencedMap<String, Item> items = new LinkedHashMap<>();
  private final SequencedMap<String, String> steps = new LinkedHashMap<>();
  private final SequencedMap<String, List<String>> order = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private Differences(Plan plan) {
    look(plan.body(), "");
  }

  /** Nothing where a reader would do the same by both. */
  public static List<String> between(Plan then, Plan now) {
    Differences before = new Differences(then);
    Differences after = new Differences(now);
    List<String> words = new ArrayList<>();
    around(then, now, words);
    steps(before.steps, after.steps, words);
    items(before, after, words);
    return words.stream().distinct().toList();
  }

  private static void around(Plan then, Plan now, List<String> words) {
    SequencedMap<String, String> before = new LinkedHashMap<>();
    SequencedMap<String, String> after = new LinkedHashMap<>();
    then.parameters().forEach(one -> before.put("the parameter `" + one.name() + "`", words(one)));
    now.parameters().forEach(one -> after.put("the parameter `" + one.name() + "`", words(one)));
    then.rules().forEach((name, rule) -> before.put("the rule " + name, rule.toString()));
    now.rules().forEach((name, rule) -> after.put("the rule " + name, rule.toString()));
    before.put("what it needs", String.join(", ", then.needs()));
    after.put("what it needs", String.join(", ", now.needs()));
    before.put("where it runs", String.join(", ", then.in()));
    after.put("where it runs", String.join(", ", now.in()));
    then.environments().forEach(one -> before.put("who guards " + one.title(), guards(one)));
    now.environments().forEach(one -> after.put("who guards " + one.title(), guards(one)));
    then.ladders().forEach(one -> before.put("the ladder " + one.title(), words(one)));
    now.ladders().forEach(one -> after.put("the ladder " + one.title(), words(one)));
    compare(before, after, words);
  }

  private static String words(Plan.Parameter parameter) {
    String byDefault =
        parameter.byDefault() == null ? "has to be said" : "usually " + parameter.byDefault();
    return parameter.type() + ", " + byDefault;
  }

  private static String guards(Plan.Environment environment) {
    return !environment.isProtected()
        ? "nobody"
        : environment.guards().isEmpty() ? "anybody" : String.join(" or ", environment.guards());
  }

  private static String words(Plan.Ladder ladder) {
    return String.join(
        ", then ",
        ladder.rungs().stream().map(rung -> rung.team().title() + " " + rung.limit()).toList());
  }

  private static void compare(
      SequencedMap<String, String> before, SequencedMap<String, String> after, List<String> words) {
    before.forEach((name, old) -> {
      String fresh = after.get(name);
      if (fresh == null) {
        words.add("removed: " + name);
      } else if (!fresh.equals(old)) {
        words.add("changed: " + name + ": " + said(old) + " → " + said(fresh));
      }
    });
    after.forEach((name, fresh) -> {
      if (!before.containsKey(name)) {
        words.add("added: " + name + ": " + said(fresh));
      }
    });
  }

  private static String said(String value) {
    return value.isEmpty() ? "nothing" : value;
  }

  private static void steps(
      SequencedMap<String, String> before, SequencedMap<String, String> after, List<String> words) {
    before.forEach((path, title) -> {
      String fresh = after.get(path);
      if (fresh == null) {
        words.add("removed: step “" + title + "”");
      } else if (!fresh.equals(title)) {
        words.add("renamed: step “" + title + "” is now “" + fresh + "”");
      }
    });
    String last = "";
    for (Map.Entry<String, String> step : after.entrySet()) {
      if (!before.containsKey(step.getKey())) {
        words.add(
            "added: step “"
                + step.getValue()
                + "”"
                + (last.isEmpty() ? ", first of all" : ", after “" + last + "”"));
      }
      last = step.getValue();
    }
    for (String path : moved(List.copyOf(before.keySet()), List.copyOf(after.keySet()))) {
      words.add("moved: step “" + after.get(path) + "” comes " + place(path, after));
    }
  }

  private static String place(String path, SequencedMap<String, String> steps) {
    String last = "";
    for (Map.Entry<String, String> step : steps.entrySet()) {
      if (step.getKey().equals(path)) {
        break;
      }
      last = step.getValue();
    }
    return last.isEmpty() ? "first now" : "after “" + last + "” now";
  }

  /** Those that have to be taken out so that the rest has the order that it had. */
  private static List<String> moved(List<String> before, List<String> after) {
    List<String> common = after.stream().filter(before::contains).toList();
    int[] longest = new int[common.size()];
    int[] previous = new int[common.size()];
    int end = -1;
    for (int at = 0; at < common.size(); at++) {
      longest[at] = 1;
      previous[at] = -1;
      for (int earlier = 0; earlier < at; earlier++) {
        boolean ordered = before.indexOf(common.get(earlier)) < before.indexOf(common.get(at));
        if (ordered && longest[earlier] + 1 > longest[at]) {
          longest[at] = longest[earlier] + 1;
          previous[at] = earlier;
        }
      }
      end = end < 0 || longest[at] > longest[end] ? at : end;
    }
    List<String> moved = new ArrayList<>(common);
    for (int at = end; at >= 0; at = previous[at]) {
      moved.remove(common.get(at));
    }
    return moved;
  }

  private static void items(Differences before, Differences after, List<String> words) {
    SequencedMap<String, Item> added = new LinkedHashMap<>(after.items);
    added.keySet().removeAll(before.items.keySet());
    before.items.forEach((key, old) -> {
      Item same = after.items.get(key);
      Item fresh = same == null ? successor(old, added) : same;
      if (fresh == null && (old.step.isEmpty() || after.steps.containsKey(old.step))) {
        words.add("removed: " + old.words + before.in(old));
      } else if (fresh != null) {
        if (!fresh.words.equals(old.words)) {
          words.add("changed: " + old.words + after.in(fresh) + " → " + fresh.words);
        } else if (same == null) {
          words.add("changed: " + old.words + ", further on" + after.in(fresh));
        }
        compare(named(old, fresh, after), named(fresh, fresh, after), words);
      }
    });
    added.forEach((key, fresh) -> {
      if (fresh.step.isEmpty() || before.steps.containsKey(fresh.step)) {
        words.add("added: " + fresh.words + after.in(fresh));
      }
    });
    for (String step : after.order.keySet()) {
      List<String> then = before.order.getOrDefault(step, List.of());
      for (String key : moved(then, after.order.getOrDefault(step, List.of()))) {
        Item item = after.items.get(key);
        if (item != null) {
          words.add("moved: " + item.words + " comes at another place" + after.in(item));
        }
      }
    }
  }

  /** What stands where something stood that is gone. */
  private static @Nullable Item successor(Item old, SequencedMap<String, Item> added) {
    for (Map.Entry<String, Item> entry : added.entrySet()) {
      Item item = entry.getValue();
      if (item.kind.equals(old.kind) && item.step.equals(old.step)) {
        added.remove(entry.getKey());
        return item;
      }
    }
    return null;
  }

  private static SequencedMap<String, String> named(Item item, Item as, Differences of) {
    SequencedMap<String, String> named = new LinkedHashMap<>();
    item.attributes.forEach((name, value) -> named.put(name + " " + as.words + of.in(as), value));
    return named;
  }

  private String in(Item item) {
    String title = steps.get(item.step);
    return title == null ? "" : ", in “" + title + "”";
  }

  private void look(List<Node> nodes, String step) {
    for (Node node : nodes) {
      String inside = step;
      if (node.part() instanceof Part.Section section && section.kind() == Part.Kind.STEP) {
        steps.putIfAbsent(section.path(), section.title().toString());
        inside = section.path();
      } else {
        Item item = item(node.part(), step);
        if (item != null) {
          Progress.Place place = node.part().place();
          String own = node.part() instanceof Part.Prose prose ? prose.toString() : item.words;
          String key = item.kind + " " + (place == null ? step + " " + own : place);
          int count = counts.merge(key, 1, Integer::sum);
          String name = count == 1 ? key : key + " " + count;
          items.put(name, item);
          order.computeIfAbsent(step, _ -> new ArrayList<>()).add(name);
        }
      }
      look(node.below(), inside);
    }
  }

  private static @Nullable Item item(Part part, String step) {
    SequencedMap<String, String> more = new LinkedHashMap<>();
    String words =
        switch (part) {
          case Part.Action action -> {
            put(more, "the limit of", action.limit());
            put(
                more,
                "the way back of",
                action.wayBack() == null ? null : action.wayBack().words());
            yield action.byHand().toString();
          }
          case Part.Confirm confirm -> {
            put(more, "the limit of", confirm.limit());
            more.put("who says yes to", who(confirm.who()));
            yield "the confirm “" + confirm.question() + "”";
          }
          case Part.Ask ask -> {
            put(more, "the limit of", ask.limit());
            put(more, "the default of", ask.byDefault());
            more.put("who answers", who(ask.who()));
            yield "the question “" + ask.question() + "”";
          }
          case Part.Work work -> {
            put(more, "the limit of", work.limit());
            more.put("who does", who(work.who()));
            yield "the work “" + work.work() + "”";
          }
          case Part.WaitFor wait -> {
            put(more, "the limit of", wait.limit());
            put(more, "the usual time of", wait.usually());
            yield "the wait until " + wait.until();
          }
          case Part.WaitUntil wait -> {
            put(more, "the limit of", wait.limit());
            yield "the wait until " + wait.time();
          }
          case Part.Watch watch -> {
            put(more, "the length of", watch.length());
            put(more, "the limit of", watch.limit());
            yield "the watch “" + watch.title() + "”";
          }
          case Part.Check check -> "the check that " + check.holds();
          case Part.Warning warning -> "the warning “" + warning.warning() + "”";
          case Part.Section section -> "“" + section.title() + "”";
          case Part.Prose prose -> "the words “" + begun(prose.markdown().toString()) + "”";
          case Part.Named named ->
              named.value() == null ? "" : "what `" + named.name() + "` is: " + named.value();
          case Part.Evidence evidence -> "writing down " + evidence.title();
          case Part.Requirement requirement ->
              "the requirement that "
                  + requirement.what()
                  + (requirement.otherwise() == null ? "" : ": " + requirement.otherwise());
          case Part.Retry retry -> {
            more.put("the pause before", retry.every() == null ? "" : retry.every().toString());
            yield "trying again up to " + retry.times() + " times";
          }
          case Part.Each each ->
              "for each `" + each.variable() + "` of " + each.list() + ", " + turns(each.turns());
          case Part.Rounds rounds -> "the rounds, " + turns(rounds.turns());
          case Part.Parallel _ -> "what is done at the same time";
          case Part.Branch branch -> branch.when().isEmpty() ? "" : "the case: " + branch.when();
          case Part.Escalate escalate -> "asking in the order of the ladder " + escalate.ladder();
          case Part.Ends ends -> "the end: " + ends.reason();
          case Part.Handler handler ->
              "what is done where it ends as " + String.join(" or ", handler.outcomes());
          case Part.Ensure _ -> "what is done in any case";
          case Part.Temporary temporary -> "what is changed for a while as " + temporary.name();
          case Part.Release release -> "taking back " + release.name();
          case Part.Choice _, Part.Answered _, Part.GoesBack _, Part.Given _ -> "";
        };
    return words.isEmpty() ? null : new Item(step, part.getClass().getSimpleName(), words, more);
  }

  private static String turns(Part.Turns turns) {
    return switch (turns) {
      case ONE_BY_ONE -> "one after the other";
      case BATCHES -> "in batches";
      case ALL_AT_ONCE -> "all at the same time";
    };
  }

  /** Enough of a text to find it by. */
  private static String begun(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST).strip() + "…";
  }

  private static void put(Map<String, String> more, String name, @Nullable Words words) {
    more.put(name, words == null ? "" : words.toString());
  }

  private static String who(Part.Who who) {
    String teams = who.teams().isEmpty() ? "whoever runs it" : String.join(" or ", who.teams());
    return who.quorum() == null ? teams : who.quorum() + " of " + teams;
  }
}
