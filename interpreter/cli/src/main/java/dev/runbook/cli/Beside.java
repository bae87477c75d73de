package dev.runbook.cli;

import dev.runbook.state.StateFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What there is beside a run that somebody goes through: runs of others, and other runbooks. */
final class Beside {

  /** Gets a runbook ready to be gone through; null where something is wrong, which was told. */
  interface Loading {
    @Nullable IntSupplier ready(Console console, String... words);
  }

  /** What another runbook is begun with as this one was, unless something else is said. */
  private static final List<String> KEPT =
      List.of("--profile", "--state", "--as", "--log", "--plugins");

  private final Workspace workspace;
  private final Console console;
  private final String[] given;
  private final @Nullable Loading loading;
  private @Nullable Loading next;
  private String[] loaded = {};

  /**
   * @param given the words of the command by which this run was begun
   * @param loading null where nothing is begun behind this run
   */
  Beside(Workspace workspace, Console console, @Nullable Loading loading, String... given) {
    this.workspace = workspace;
    this.console = console;
    this.loading = loading;
    this.given = given;
  }

  /**
   * Shows a run of another process until it has ended, or whoever looks is interrupted.
   *
   * @param run its name, or the end of it
   * @throws UsageException where there is none
   */
  void attach(String run, Console into) throws InterruptedException {
    StateFolder state = States.open(RunArguments.valueOf("--state", given), console);
    new AttachCommand(workspace, state, into).look(state.runs().named(run));
  }

  /**
   * Another runbook, which is begun behind this run.
   *
   * @param line its file and its parameters
   * @return what is wrong with it; empty where nothing is
   */
  String load(String line) {
    if (loading == null) {
      return "Another runbook is another run: `runbook repl FILE`, in another window.";
    }
    List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
    for (String option : KEPT) {
      String value = RunArguments.valueOf(option, given);
      if (value != null && RunArguments.valueOf(option, words.toArray(String[]::new)) == null) {
        words.addAll(List.of(option, value));
      }
    }
    String[] all = words.toArray(String[]::new);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream told = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      boolean fine = loading.ready(console.writing(told, told), all) != null && said.size() == 0;
      next = fine ? loading : null;
    } catch (UsageException e) {
      return e.getMessage();
    }
    loaded = all;
    return said.toString(StandardCharsets.UTF_8).strip();
  }

  /** What is begun behind this run; null where it is the last. */
  @Nullable IntSupplier next() {
    return next == null ? null : next.ready(console, loaded);
  }
}
