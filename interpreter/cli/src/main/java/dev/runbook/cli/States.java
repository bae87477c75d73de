package dev.runbook.cli;

import dev.runbook.door.RealTimeline;
import dev.runbook.state.Run;
import dev.runbook.state.StateFolder;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder of runs of this machine's user, or the one that was named. */
final class States {

  private States() {}

  /**
   * @param said by {@code --state}; null where nothing was
   */
  static StateFolder open(@Nullable String said, Console console) {
    if (said != null) {
      // For its message about what cannot be a name.
      Workspace.path(said);
    }
    Path home = Path.of(System.getProperty("user.home", ""));
    StateFolder state =
        StateFolder.open(StateFolder.place(said, System::getenv, home), new RealTimeline());
    String exposure = state.exposure(said != null);
    if (!exposure.isEmpty()) {
      console.tell(exposure);
    }
    return state;
  }

  /** Holds what a run wants alone, and says from whom it was taken. */
  static void hold(Run run, Set<String> resources, boolean takeOver, String mark, Console console) {
    resources.forEach(resource -> run.lease().hold(resource, takeOver));
    run.lease().notes().forEach(note -> console.tell(mark, "  ", note));
  }

  /** Who does it: what was said, else the name of the account. */
  static String person(@Nullable String said) {
    return said == null ? System.getProperty("user.name", "somebody") : said;
  }
}
