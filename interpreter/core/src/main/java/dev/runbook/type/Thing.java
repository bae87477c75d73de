package dev.runbook.type;

/** The type of a name that stands for something declared: a service, a component, a team. */
public record Thing(Kind kind, String name) implements Type {

  public enum Kind {
    SERVICE("service"),
    ENVIRONMENT("environment"),
    COMPONENT("component"),
    TEAM("team"),
    ESCALATION("escalation"),
    FUNCTION("function"),
    PROCEDURE("procedure"),
    RUNBOOK("runbook"),
    ACTION("action"),
    TYPE("type");

    private final String spelling;

    Kind(String spelling) {
      this.spelling = spelling;
    }

    public String spelling() {
      return spelling;
    }
  }

  @Override
  public String toString() {
    return kind.spelling() + " " + name;
  }
}
