package dev.runbook.plan;

import dev.runbook.value.Show;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node says, wherever in the run it stands: two that say the same are alike. What records
 * have for this by themselves is made by the JVM when it is first used, for longer than a page
 * takes.
 */
public final class Likeness {

  private final List<Object> said = new ArrayList<>();

  private Likeness() {}

  /** Equal for two that are alike. */
  public static Object of(Node node) {
    Likeness likeness = new Likeness();
    likeness.node(node);
    return likeness.said;
  }

  private void node(Node node) {
    said.add(node.part().getClass());
    part(node.part());
    said.add(node.below().size());
    for (Node below : node.below()) {
      node(below);
    }
  }

  private void part(Part part) {
    switch (part) {
      case Part.Section section -> {
        say(section.kind().name()).say(section.title()).say(section.optional() ? "optional" : "");
      }
      case Part.Prose prose -> say(prose.markdown());
      case Part.Action action -> {
        say(action.effect().name()).say(action.service()).say(action.byHand()).say(action.limit());
        back(action.wayBack());
      }
      case Part.Answered answered -> say(new Words.Builder().say(answered.answer()).build());
      case Part.GoesBack back -> back(back.how());
      case Part.Named named -> say(named.name()).say(named.type().toString()).say(named.value());
      case Part.Given given -> say(given.value());
      case Part.Rounds rounds -> say(rounds.turns().name());
      case Part.Branch branch -> say(branch.when());
      case Part.Each each -> say(each.variable()).say(each.list()).say(each.turns().name());
      case Part.Retry retry -> say(retry.times()).say(retry.every());
      case Part.WaitFor wait ->
          say(wait.until())
              .say(wait.failsIf())
              .say(wait.every())
              .say(wait.usually())
              .say(wait.limit());
      case Part.WaitUntil wait -> say(wait.time()).say(wait.limit());
      case Part.Watch watch ->
          say(watch.title()).say(watch.length()).say(watch.every()).say(watch.limit());
      case Part.Check check -> say(check.holds()).say(check.otherwise());
      case Part.Requirement requirement -> say(requirement.what()).say(requirement.otherwise());
      case Part.Warning warning -> say(warning.warning()).say(warning.unless());
      case Part.Confirm confirm -> {
        say(confirm.question()).say(confirm.limit()).say(confirm.inReplyTo());
        who(confirm.who());
        say(String.join(",", confirm.lets()));
      }
      case Part.Ask ask -> {
        say(ask.name()).say(ask.question()).say(ask.type().toString());
        ask.options().forEach(option -> say(option.name()).say(option.text()));
        say(ask.byDefault()).say(ask.limit());
        who(ask.who());
      }
      case Part.Work work -> {
        say(work.work()).say(work.limit());
        who(work.who());
      }
      case Part.Evidence evidence -> say(evidence.title()).say(evidence.value());
      case Part.Escalate escalate -> say(escalate.ladder());
      case Part.Ends ends -> say(ends.how().name()).say(ends.reason());
      case Part.Handler handler -> say(String.join(",", handler.outcomes()));
      case Part.Temporary temporary ->
          say(temporary.name()).say(temporary.untilDone() ? "until done" : "");
      case Part.Release release -> say(release.name());
      case Part.Choice _, Part.Parallel _, Part.Ensure _ -> {}
    }
  }

  private void back(@Nullable WayBack back) {
    say(back == null ? "" : back.getClass().getSimpleName())
        .say(back == null ? null : back.words());
  }

  private void who(Part.Who who) {
    List<String> teams = who.teams();
    say(String.join(",", teams)).say(who.quorum());
  }

  private Likeness say(@Nullable Words words) {
    if (words == null) {
      said.add(false);
      return this;
    }
    said.add(words.text());
    for (Value hole : words.holes()) {
      said.add(Show.text(hole));
    }
    return this;
  }

  private Likeness say(String text) {
    said.add(text);
    return this;
  }
}
