package dev.runbook.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A runbook, or a file of declarations, as its reader wants to know it.
 *
 * @param file where it is written
 * @param name of the runbook; empty for a file without one
 * @param about the prose of the file
 * @param in the names of the environments in which it runs
 * @param shownIn the one of them whose addresses stand in the body; empty where there is none
 * @param rules what must never happen, by name
 * @param alone what it runs alone per; empty where it does not
 * @param ends how the dry run ended, where that was not well; empty elsewhere
 * @param progress how far the run has come that this is the rest of; null where it is of none
 */
public record Plan(
    String file,
    String name,
    String title,
    List<Words> about,
    List<String> in,
    String shownIn,
    String zone,
    List<Parameter> parameters,
    List<String> needs,
    SequencedMap<String, Words> rules,
    String alone,
    List<Environment> environments,
    List<Team> teams,
    List<Ladder> ladders,
    List<Thing> things,
    List<Node> body,
    String ends,
    @Nullable Progress progress) {

  public Plan {
    about = List.copyOf(about);
    in = List.copyOf(in);
    parameters = List.copyOf(parameters);
    needs = List.copyOf(needs);
    rules = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(rules));
    environments = List.copyOf(environments);
    teams = List.copyOf(teams);
    ladders = List.copyOf(ladders);
    things = List.copyOf(things);
    body = List.copyOf(body);
  }

  /** The same as what remains of a run. */
  public Plan of(Progress run) {
    return new Plan(
        file,
        name,
        title,
        about,
        in,
        shownIn,
        zone,
        parameters,
        needs,
        rules,
        alone,
        environments,
        teams,
        ladders,
        things,
        body,
        ends,
        run);
  }

  public boolean isRunbook() {
    return !name.isEmpty();
  }

  /**
   * @param byDefault what it is where nothing is given; null where it has to be given
   * @param value what it is in this plan; null where it is not known
   */
  public record Parameter(
      String name,
      String type,
      @Nullable String byDefault,
      String text,
      List<Part.Option> options,
      @Nullable String value) {
    public Parameter {
      options = List.copyOf(options);
    }
  }

  public record Environment(
      String name,
      String title,
      Words prose,
      boolean isProtected,
      List<String> guards,
      SequencedMap<String, String> attributes,
      SequencedMap<String, String> fields) {
    public Environment {
      guards = List.copyOf(guards);
      attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
      fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
    }
  }

  public record Team(String name, String title, Words prose, List<String> contacts) {
    public Team {
      contacts = List.copyOf(contacts);
    }
  }

  public record Ladder(String name, String title, Words prose, List<Rung> rungs) {
    public Ladder {
      rungs = List.copyOf(rungs);
    }
  }

  public record Rung(Team team, String limit) {}

  /** What else a file declares: a component, a procedure, an enumeration. */
  public record Thing(
      String kind, String name, String title, Words prose, SequencedMap<String, Words> fields) {
    public Thing {
      fields = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(fields));
    }
  }
}
