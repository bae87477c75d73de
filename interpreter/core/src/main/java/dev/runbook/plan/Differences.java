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

  /**
   * One thing of a plan that somebody does or decides.
   *
   * @param words what it is
   * @param attributes what else is said of it: limits, and who
   */
  private record Item(String step, String words, SequencedMap<String, String> attributes) {}

  private final SequencedMap<String, Item> items = new LinkedHashMap<>();
  private final SequencedMap<String, String> steps = new LinkedHashMap<>();
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
    return words;
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
    before.items.forEach((key, old) -> {
      Item fresh = after.items.get(key);
      boolean whole = !old.step.isEmpty() && !after.steps.containsKey(old.step);
      if (fresh == null) {
        if (!whole) {
          words.add("removed: " + old.words + before.in(old));
        }
        return;
      }
      if (!fresh.words.equals(old.words)) {
        words.add("changed: " + old.words + after.in(fresh) + " → " + fresh.words);
      }
      compare(named(old, fresh, after), named(fresh, fresh, after), words);
    });
    after.items.forEach((key, fresh) -> {
      boolean whole = !fresh.step.isEmpty() && !before.steps.containsKey(fresh.step);
      if (!before.items.containsKey(key) && !whole) {
        words.add("added: " + fresh.words + after.in(fresh));
      }
    });
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
        Progress.Place place = node.part().place();
        if (item != null && place != null) {
          String key = node.part().getClass().getSimpleName() + " " + place;
          int count = counts.merge(key, 1, Integer::sum);
          items.put(count == 1 ? key : key + " " + count, item);
        }
      }
      look(node.below(), inside);
    }
  }

  private static @Nullable Item item(Part part, String step) {
    SequencedMap<String, String> more = new LinkedHashMap<>();
    String words =
        switch (part) {
          case Part.Action action when action.effect() != Part.Effect.READ -> {
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
          default -> "";
        };
    return words.isEmpty() ? null : new Item(step, words, more);
  }

  private static void put(Map<String, String> more, String name, @Nullable Words words) {
    more.put(name, words == null ? "" : words.toString());
  }

  private static String who(Part.Who who) {
    String teams = who.teams().isEmpty() ? "whoever runs it" : String.join(" or ", who.teams());
    return who.quorum() == null ? teams : who.quorum() + " of " + teams;
  }
}
