package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands at the top of a file. */
public sealed interface Declaration extends Node {

  /** Prose about the file as a whole. */
  record FileProse(Statement.Prose prose, Span span) implements Declaration {}

  /** {@code use jenkins, http}, or {@code use a, b from "balrog.rb4"}. */
  record Use(List<Name> names, @Nullable Text from, Span span) implements Declaration {
    public Use {
      names = List.copyOf(names);
    }
  }

  record Team(Name name, @Nullable Text title, List<Member> members, Span span)
      implements Declaration {
    public Team {
      members = List.copyOf(members);
    }
  }

  record Escalation(
      Name name, @Nullable Text title, List<Statement.Prose> prose, List<Rung> rungs, Span span)
      implements Declaration {
    public Escalation {
      prose = List.copyOf(prose);
      rungs = List.copyOf(rungs);
    }
  }

  record Environment(Name name, @Nullable Text title, List<Member> members, Span span)
      implements Declaration {
    public Environment {
      members = List.copyOf(members);
    }
  }

  record Enumeration(Name name, List<EnumValue> values, Span span) implements Declaration {
    public Enumeration {
      values = List.copyOf(values);
    }
  }

  record RecordType(Name name, List<Statement.Prose> prose, List<TypeField> fields, Span span)
      implements Declaration {
    public RecordType {
      prose = List.copyOf(prose);
      fields = List.copyOf(fields);
    }
  }

  record Service(
      Name name,
      @Nullable Text title,
      List<Statement.Prose> prose,
      List<RecordType> types,
      List<Enumeration> enumerations,
      List<Action> actions,
      Span span)
      implements Declaration {
    public Service {
      prose = List.copyOf(prose);
      types = List.copyOf(types);
      enumerations = List.copyOf(enumerations);
      actions = List.copyOf(actions);
    }
  }

  enum ActionKind {
    READ,
    CHANGE,
    NOTICE,
    /** What happens in the service by itself; a test lets it happen. */
    EVENT
  }

  record Action(
      ActionKind kind,
      Name name,
      List<Parameter> parameters,
      @Nullable TypeSyntax result,
      Clauses clauses,
      List<ActionPart> parts,
      Span span)
      implements Declaration {
    public Action {
      parameters = List.copyOf(parameters);
      parts = List.copyOf(parts);
    }

    /** The first part of a kind, if the action has it. */
    public <P extends ActionPart> @Nullable P part(Class<P> kind) {
      for (ActionPart part : parts) {
        if (kind.isInstance(part)) {
          return kind.cast(part);
        }
      }
      return null;
    }
  }

  /** A body of {@code deploy(v: version)} in a component. */
  record DeployBody(List<Parameter> parameters, Block body, Span span) {
    public DeployBody {
      parameters = List.copyOf(parameters);
    }
  }

  record Component(
      Name name,
      @Nullable Text title,
      List<Member> members,
      List<Parameter> parameters,
      @Nullable DeployBody deploy,
      Span span)
      implements Declaration {
    public Component {
      members = List.copyOf(members);
      parameters = List.copyOf(parameters);
    }
  }

  /** A pure function: a value, or lines of {@code let} that end in a {@code return}. */
  record Function(
      Name name,
      List<Parameter> parameters,
      TypeSyntax result,
      @Nullable Expression value,
      @Nullable Block body,
      Span span)
      implements Declaration {
    public Function {
      parameters = List.copyOf(parameters);
    }
  }

  record Procedure(
      Name name,
      @Nullable Text title,
      List<Parameter> parameters,
      @Nullable TypeSyntax result,
      Block body,
      Span span)
      implements Declaration {
    public Procedure {
      parameters = List.copyOf(parameters);
    }
  }

  record Needs(List<Expression> values, Span span) {
    public Needs {
      values = List.copyOf(values);
    }
  }

  record Invariant(Name name, Rule rule, Span span) {}

  record Alone(Name per, Span span) {}

  record Runbook(
      Name name,
      @Nullable Text title,
      List<Name> environments,
      @Nullable Text zone,
      List<Parameter> parameters,
      List<Needs> needs,
      List<Invariant> invariants,
      List<Alone> alone,
      Block body,
      Span span)
      implements Declaration {
    public Runbook {
      environments = List.copyOf(environments);
      parameters = List.copyOf(parameters);
      needs = List.copyOf(needs);
      invariants = List.copyOf(invariants);
      alone = List.copyOf(alone);
    }
  }

  record Test(Text title, List<TestLine> lines, Span span) implements Declaration {
    public Test {
      lines = List.copyOf(lines);
    }
  }

  /** What could not be read; told already. */
  record Bad(Span span) implements Declaration {}
}
