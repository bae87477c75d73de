package dev.runbook.docs;

import dev.runbook.plan.Node;
import dev.runbook.plan.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * A choice, short enough for a diagram.
 *
 * @param answers one for each branch
 */
record Question(String text, List<String> answers) {

  static final String YES = "yes";
  static final String NO = "no";

  Question {
    answers = List.copyOf(answers);
  }

  static Question of(List<Node> branches, Prose prose) {
    List<String> conditions = new ArrayList<>();
    for (Node branch : branches) {
      String when = prose.plain(((Part.Branch) branch.part()).when());
      conditions.add(when.replaceFirst("^If ", "").replaceFirst(" \\([^()]*\\)$", ""));
    }
    String first = conditions.getFirst();
    boolean otherwise = conditions.getLast().equals("Otherwise");
    if (conditions.size() == 1 || (conditions.size() == 2 && otherwise)) {
      return new Question(first + "?", List.of(YES, NO).subList(0, conditions.size()));
    }
    int is = first.indexOf(" is ");
    String subject = is < 0 ? "" : first.substring(0, is + 4);
    boolean same =
        is > 0
            && conditions.stream()
                .allMatch(each -> each.startsWith(subject) || each.equals("Otherwise"));
    return same
        ? new Question(
            first.substring(0, is) + "?",
            conditions.stream()
                .map(each -> each.startsWith(subject) ? each.substring(is + 4) : each)
                .toList())
        : new Question("which?", conditions);
  }
}
