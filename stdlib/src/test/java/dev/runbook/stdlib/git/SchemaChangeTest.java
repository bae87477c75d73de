package dev.runbook.stdlib.git;

import static dev.runbook.stdlib.sandbox.Failing.failure;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.spi.ServiceFailure.Kind;
import dev.runbook.spi.Version;
import dev.runbook.stdlib.sandbox.Rehearsal;
import dev.runbook.stdlib.sandbox.SandboxRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories with the traps that a real one had, each in a repository of its own. */
class SchemaChangeTest {

  private static final List<String> FOLDERS =
      List.of("db/versions", "src/db/versions", "src/db/alembic/versions");

  /** What stood before: one migration of each style, and code that is none. */
  private static final String BEFORE =
      """
      git:
        history:
          - version: v3.1
            files:
              src/db.py: "x = 1"
              src/schema.json: "{}"
              src/db/versions/__init__.py: ""
              src/db/versions/001_first.py: |
                def upgrade(engine):
                    Table("rules", MetaData(engine), Column("id", Integer)).create()


                def downgrade(engine):
                    Table("rules", MetaData(engine)).drop()
              src/db/versions/002_second.py: |
                def upgrade(engine):
                    Column("pin", String(50)).create(Table("rules", MetaData(engine)))


                def downgrade(engine):
                    Table("rules", MetaData(engine)).c.pin.drop()
          - version: v3.2
      """;

  @TempDir private @Nullable Path scratch;

  static Stream<Arguments> histories() {
    return Stream.of(
        change("nothing at all", "unchanged", "files: {README: hello}"),
        change("a path with the word schema", "unchanged", "files: {src/schema.json: '[]'}"),
        change("the models without a migration", "unchanged", "files: {src/db.py: 'x = 2'}"),
        change(
            "every migration reformatted",
            "unchanged",
            "files:",
            "  src/db/versions/001_first.py: |",
            "    def upgrade(",
            "        engine,",
            "    ):",
            "        Table('rules', MetaData(engine), Column('id', Integer)).create()",
            "    def downgrade(engine):",
            "        Table('rules', MetaData(engine)).drop()"),
        change(
            "the folder moved", "unchanged", "moves: {src/db/versions: src/db/alembic/versions}"),
        change(
            "a migration rewritten so that it drops",
            "unclear",
            "files:",
            "  src/db/versions/001_first.py: |",
            "    def upgrade(engine):",
            "        Table('rules', MetaData(engine)).c.id.drop()"),
        change(
            "the folder moved to where nobody looks",
            "unclear",
            "moves: {src/db/versions: elsewhere}"),
        change(
            "a squash", "unclear", "deletes: [src/db/versions/001_first.py]", added("t.create()")),
        change("migrations taken away", "unclear", "deletes: [src/db/versions/002_second.py]"),
        change(
            "a new package file", "unchanged", "files: {src/db/alembic/versions/__init__.py: ''}"),
        change("a column added", "additive", added("Column('a', Integer).create(t)")),
        change("an Alembic column added", "additive", added("op.add_column('t', sa.Column('a'))")),
        change(
            "a table with an index",
            "additive",
            added("op.create_table('t')", "op.create_index('i', 't', ['a'])")),
        change(
            "additive, and downgrade drops",
            "additive",
            added("t.create()", "|", "|", "|def downgrade(engine):", "|    t.drop()")),
        change(
            "additive, and a comment and a docstring speak of dropping",
            "additive",
            added("'''Then t.drop() it.'''", "t.create()  # not t.drop()")),
        change(
            "additive, after a text that begins in the first column",
            "additive",
            added("x = '''", "|def f(): t.drop()", "|'''", "t.create()")),
        change("a column dropped", "destructive", added("t.c.a.drop()")),
        change("an Alembic table dropped", "destructive", added("op.drop_table('t')")),
        change(
            "destructive through a helper of its own",
            "destructive",
            added("remove(t)", "|", "|", "|def remove(t):", "|    t.c.a.drop()")),
        change("upgrade() that passes", "unchanged", added("pass")),
        change(
            "upgrade() with a docstring only", "unchanged", added("\"\"\"Add t.create().\"\"\"")),
        change("adding and dropping", "unclear", added("t.create()", "u.c.a.drop()")),
        change("a column altered", "unclear", added("t.c.a.alter(type=String(9))")),
        change(
            "additive and altered", "unclear", added("t.create()", "u.c.a.alter(nullable=True)")),
        change(
            "an Alembic rename",
            "unclear",
            added("op.alter_column('t', 'a', new_column_name='b')")),
        change(
            "add and copy",
            "unclear",
            added("c.create(t)", "engine.execute(t.update().values(c=t.c.a))")),
        change("raw SQL", "unclear", added("op.execute('ALTER TABLE t ADD a INT')")),
        change("a dropped index", "unclear", added("Index('i', t.c.a).drop()")),
        change("a unique index", "unclear", added("op.create_index('i', 't', ['a'], unique=True)")),
        change(
            "a helper of another file",
            "unclear",
            added("t.create()", "tidy(t)")
                .replace("def upgrade", "from app.db import tidy\n      def upgrade")),
        change(
            "a migration without upgrade()",
            "unclear",
            "files: {src/db/versions/003_x.py: 'x = 1'}"),
        change(
            "SQL files", "unclear", "files: {src/db/versions/003_mysql_upgrade.sql: 'SELECT 1'}"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("histories")
  void history(String what, String expected, String version) throws Exception {
    Map<String, Object> diff = diff(BEFORE + version, "v3.1", "v3.2");
    assertThat(diff).as(what).containsEntry("change", expected);
    assertThat((String) diff.get("reason")).isNotBlank();
    if (!expected.equals("unchanged")) {
      assertThat((List<?>) diff.get("files")).isNotEmpty();
    }
  }

  @Test
  void theReasonNamesTheFilesAndWhatTheyDo() throws Exception {
    String two =
        BEFORE
            + added("Column('a', Integer).create(t)").indent(6)
            + "        src/db/versions/004_y.py: |\n"
            + "          def upgrade(e):\n"
            + "              pass\n";
    Map<String, Object> diff = diff(two, "v3.1", "v3.2");
    assertThat(diff)
        .containsEntry("change", "additive")
        .containsEntry("reason", "003_x.py adds columns or tables; 004_y.py does nothing")
        .containsEntry("files", List.of("src/db/versions/003_x.py", "src/db/versions/004_y.py"));
  }

  /** A hotfix is tagged beside the main branch, which gets its migration as well. */
  @Test
  void aHotfixIsComparedByWhatItHoldsAndNotByWhereItBranchedOff() throws Exception {
    String world = BEFORE + added("t.create()").indent(6);
    try (Rehearsal rehearsal = Rehearsal.of(world, requireNonNull(scratch))) {
      SandboxRepository clone =
          SandboxRepository.at(
              Path.of(rehearsal.connection("git").setting("repository").orElseThrow()));
      String hotfix = clone.git("commit-tree", "v3.2^{tree}", "-p", "v3.1", "-m", "A hotfix");
      clone.git("update-ref", "refs/tags/v3.1.1", hotfix.strip());
      assertThat(diff(rehearsal, "v3.1", "v3.1.1")).containsEntry("change", "additive");
      assertThat(diff(rehearsal, "v3.1.1", "v3.2")).containsEntry("change", "unchanged");
    }
  }

  @Test
  void theWayBackOverAMigrationIsForAPerson() throws Exception {
    String world = BEFORE + added("t.create()").indent(6);
    assertThat(diff(world, "v3.2", "v3.1")).containsEntry("change", "unclear");
  }

  @Test
  void anUnknownVersionIsRefusedByItsName() {
    ServiceFailure failure = failure(() -> diff(BEFORE, "v3.1", "v9.9"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("has no tag v9.9: run `git fetch --tags`");
  }

  private Map<String, Object> diff(String world, String from, String to)
      throws ServiceFailure, InterruptedException {
    try (Rehearsal rehearsal = Rehearsal.of(world, requireNonNull(scratch))) {
      return diff(rehearsal, from, to);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> diff(Rehearsal rehearsal, String from, String to)
      throws ServiceFailure, InterruptedException {
    Object diff =
        rehearsal.perform(
            "git",
            "schema-change",
            "from",
            new Version(from),
            "to",
            new Version(to),
            "folders",
            FOLDERS);
    return (Map<String, Object>) requireNonNull(diff);
  }

  /**
   * A version that adds one migration: lines of its upgrade(), or of the file where they begin with
   * a bar.
   */
  private static String added(String... lines) {
    StringBuilder file = new StringBuilder("files:\n  src/db/versions/003_x.py: |\n");
    file.append("    def upgrade(engine):\n");
    for (String line : lines) {
      String indented = line.startsWith("|") ? line.substring(1) : "    " + line;
      file.append("    ").append(indented).append('\n');
    }
    return file.toString();
  }

  private static Arguments change(String what, String expected, String... version) {
    return Arguments.of(what, expected, String.join("\n", version).indent(6));
  }
}
