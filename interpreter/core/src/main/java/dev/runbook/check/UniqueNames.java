package dev.runbook.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * No two effects of a body have one path of names, or a record could not tell which of them was
 * done.
 */
final class UniqueNames {

  private final Checking checking;
  private final Module module;
  private final Identity identity;

  /**
   * What is named already on the way to a place. Alternatives know what was before them, and not
   * each other.
   */
  private record Seen(@Nullable Seen before, Map<String, Statement> paths) {

    Seen alternative() {
      return new Seen(this, new HashMap<>());
    }

    @Nullable Statement get(String path) {
      for (Seen seen = this; seen != null; seen = seen.before) {
        Statement statement = seen.paths.get(path);
        if (statement != null) {
          return statement;
        }
      }
      return null;
    }
  }

  private UniqueNames(Module module, Checking checking) {
    this.module = module;
    this.checking = checking;
    this.identity = new Identity(checking.effects());
  }

  static void check(Body body, Checking checking) {
    new UniqueNames(body.module(), checking)
        .block(body.block(), "", new Seen(null, new HashMap<>()));
  }

  private void block(Block block, String path, Seen seen) {
    for (Statement statement : block.statements()) {
      String segment = identity.segment(statement);
      String own = segment == null ? path : path + "/" + segment;
      if (segment != null && !segment.isEmpty() && !isGroup(statement)) {
        Statement first = seen.get(own);
        if (first == null) {
          seen.paths.put(own, statement);
        } else {
          twice(statement, first, segment);
        }
      }
      inner(statement, own, seen);
    }
  }

  /**
   * What only gathers the names inside it: two of one name share their names, and that is all they
   * share.
   */
  private static boolean isGroup(Statement statement) {
    return statement instanceof Statement.ForEach
        || statement instanceof Statement.Ensure
        || statement instanceof Statement.On;
  }

  private void inner(Statement statement, String path, Seen seen) {
    boolean alternatives =
        statement instanceof Statement.If || statement instanceof Statement.Match;
    Map<String, Statement> all = new HashMap<>();
    for (Block block : Walk.blocks(statement)) {
      Seen into = alternatives ? seen.alternative() : seen;
      block(block, path, into);
      if (alternatives) {
        all.putAll(into.paths);
      }
    }
    seen.paths.putAll(all);
  }

  private void twice(Statement statement, Statement first, String name) {
    // Two lets of one name where both are seen are told as such.
    if (checking.told().within(module, head(statement))) {
      return;
    }
    checking.tell(
        Checking.at(
                Code.RB3008, module, head(statement), "two things are called `" + name + "` here")
            .label("the second one")
            .also(module.source(), head(first), "the first one")
            .note(
                "A run finds its place again by these names, also after an edit; so each stands for"
                    + " one thing.")
            .fix(fix(statement, name)));
  }

  private Span head(Statement statement) {
    int length = Math.max(1, module.source().text(statement.span()).indexOf('\n'));
    return length > 1 ? new Span(statement.span().offset(), length) : statement.span();
  }

  private static String fix(Statement statement, String name) {
    return switch (statement) {
      case Statement.CallStatement call ->
          "Name one of them: `... as other-" + name + "`, or bind its result with `let`.";
      case Statement.Run run -> "Name one of them: `... as other-" + name + "`.";
      case Statement.Deploy deploy -> "Name one of them: `... as other-" + name + "`.";
      case Statement.Confirm confirm -> "Name one of them: `confirm other-name \"...\"`.";
      case Statement.Do work -> "Name one of them: `do other-name \"...\"`.";
      case Statement.Watch watch -> "Name one of them: `watch other-name \"...\"`.";
      case Statement.Step step -> "Give one of the steps another name.";
      default -> "Give one of them another name.";
    };
  }
}
