package dev.runbook.people;

import dev.runbook.door.Elsewhere.Reply;
import dev.runbook.journal.Answer;
import dev.runbook.journal.Answer.Choice;
import dev.runbook.journal.Prompt;
import dev.runbook.stdlib.sandbox.Member;
import dev.runbook.stdlib.sandbox.Teams;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose yes or no counts. A profile, or the world of a rehearsal, says who the members of a team
 * are; where it says nothing of a team, everybody at the terminal speaks for it, and nobody
 * elsewhere does.
 */
public final class Voices {

  public static final Voices ANYBODY = new Voices(Teams.NONE);

  private final Teams teams;

  /** A reply answers one question, and not the next one too. */
  private final Set<Reply> used = new HashSet<>();

  public Voices(Teams teams) {
    this.teams = teams;
  }

  /** The names of those who may answer; empty where it is not known who they are. */
  public Set<String> members(Prompt prompt) {
    Set<String> names = new LinkedHashSet<>();
    for (Prompt.Team team : prompt.by()) {
      teams.of(team.name()).forEach(member -> names.add(member.name()));
    }
    return names;
  }

  /** The first answer that counts among what was said in a service. */
  public Optional<Answer> heard(Prompt prompt, String service, List<Reply> said) {
    for (Reply reply : said) {
      Optional<Member> member = teams.known(prompt.teamNames(), service, reply.sender());
      Optional<Choice> choice = reply.choice();
      if (member.isPresent() && choice.isPresent() && used.add(reply)) {
        String reason = "in " + service + ": " + reply.words();
        return Optional.of(new Answer(choice.get(), null, member.get().name(), true, reason));
      }
    }
    return Optional.empty();
  }
}
