package dev.runbook.books;

import dev.runbook.cli.Crew;
import dev.runbook.cli.Rehearsed;
import java.util.ArrayList;
import java.util.List;

/** A world in which a runbook is rehearsed, changed for a test. */
record World(String book, List<String> parameters, String text) {

  private static final String ADDS =
      """
      Column("colour", String(9)).create(Table("rules", MetaData(engine)))
      """;
  private static final String DROPS =
      """
      Table("rules", MetaData(engine)).c.colour.drop()
      """;
  private static final String ALTERS =
      """
      Table("rules", MetaData(engine)).c.colour.alter(type=String(99))
      """;

  static World of(String book, String... parameters) {
    return new World(book, List.of(parameters), Rehearsed.world(book));
  }

  static World push() {
    return of("deploy-prod", "tag", "v3.20");
  }

  static World stage() {
    return of("deploy-stage", "tag", "v3.20");
  }

  static World rollback() {
    return of("rollback-prod", "tag", "v3.19");
  }

  static World ui() {
    return of("push-ui", "tag", "v3.20");
  }

  static World uiRollback() {
    return of("rollback-ui", "tag", "v3.08");
  }

  /** The same in which something else stands in each place where this stood. */
  World with(String instead, String now) {
    if (!text.contains(instead)) {
      throw new IllegalArgumentException("not in the world of " + book + ": " + instead);
    }
    return new World(book, parameters, text.replace(instead, now));
  }

  World parameter(String name, String value) {
    List<String> all = new ArrayList<>(parameters);
    all.addAll(List.of(name, value));
    return new World(book, all, text);
  }

  /** A project throws what it never threw before, so long after the start. */
  World throwing(String project, String appears) {
    String known = "title: \"TimeoutError: a known one\", first-seen: 30d }";
    String issue = "title: \"KeyError: release\", appears: " + appears + " }";
    return with(known, known + "\n    - { project: " + project + ", " + issue);
  }

  World additive() {
    return migration(ADDS, DROPS);
  }

  World destructive() {
    return migration(DROPS, ADDS);
  }

  World unclear() {
    return migration(ALTERS, ALTERS);
  }

  /** The newest code of this world comes with a migration. */
  private World migration(String upgrade, String downgrade) {
    String file =
        "        src/auslib/migrate/versions/036_colours.py: |\n"
            + "          def upgrade(engine):\n              "
            + upgrade
            + "          def downgrade(engine):\n              "
            + downgrade;
    return new World(book, parameters, text.stripTrailing() + "\n" + file);
  }

  Rehearsed run() {
    return run(new Crew());
  }

  /** One in which something goes wrong, named as on the command line. */
  Rehearsed meeting(String fault) {
    return Rehearsed.faulty(book, parameters, text, new Crew(), fault);
  }

  Rehearsed run(Crew crew) {
    return Rehearsed.run(book, parameters, text, crew);
  }
}
