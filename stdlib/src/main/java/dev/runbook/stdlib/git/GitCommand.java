package dev.runbook.stdlib.git;

import dev.runbook.spi.ServiceFailure;
import dev.runbook.stdlib.process.Subprocess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Git's command line in one folder. It never asks for anything here, and its words are the same in
 * every language.
 *
 * @param environment what is said beside that
 * @param remembers whether nobody changes the folder, so that a read is made once
 */
record GitCommand(Path folder, Duration limit, Map<String, String> environment, boolean remembers) {

  private record Read(Path folder, String input, List<String> arguments) {}

  /** Of folders that nobody changes, which last no longer than the command that made them. */
  private static final Map<Read, String> REMEMBERED = new ConcurrentHashMap<>();

  static GitCommand remembering(Path folder, Duration limit) {
    return new GitCommand(folder, limit, Map.of(), true);
  }

  /** As a shell tells it. */
  private static final int NOT_FOUND = 127;

  private static final Pattern LOCK =
      Pattern.compile("Unable to create '([^'\n]*\\.lock)': File exists");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GIT_TERMINAL_PROMPT",
          "0",
          "GIT_OPTIONAL_LOCKS",
          "0",
          "LC_ALL",
          "C",
          // What needs a passphrase has to be in an agent: a question here would be seen by nobody.
          "SSH_ASKPASS_REQUIRE",
          "force",
          "SSH_ASKPASS",
          "false");

  /**
   * Set by hooks and by people who work on another repository, they would win over {@code -C}; and
   * the terminal, which is ours.
   */
  private static final Set<String> UNSET =
      Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GPG_TTY");

  /** What a read prints. */
  String read(String... arguments) throws ServiceFailure, InterruptedException {
    return feed("", arguments);
  }

  /** What a read prints that reads something itself. */
  String feed(String input, String... arguments) throws ServiceFailure, InterruptedException {
    if (!remembers) {
      return output(input, arguments);
    }
    Read read = new Read(folder, input, List.of(arguments));
    String known = REMEMBERED.get(read);
    if (known == null) {
      known = output(input, arguments);
      REMEMBERED.put(read, known);
    }
    return known;
  }

  private String output(String input, String... arguments)
      throws ServiceFailure, InterruptedException {
    Subprocess.Result result;
    try {
      result = start(input, arguments);
    } catch (IOException broken) {
      throw ServiceFailure.unreadable("Git's output could not be read: try again.", broken);
    }
    if (!result.complete()) {
      throw ServiceFailure.unavailable(
          "Git took too long or printed too much in %s: look at the repository.".formatted(folder),
          null);
    }
    if (result.exit() != 0) {
      throw ServiceFailure.refused(
          "Git refused to read %s (%s): is it the folder of a clone?"
              .formatted(folder, result.lastError()));
    }
    return result.output();
  }

  /**
   * A command whose end says something; one that was cut short is in doubt.
   *
   * @param purpose what is done, to stand after "to" in a message
   */
  Subprocess.Result run(String purpose, String... arguments)
      throws ServiceFailure, InterruptedException {
    try {
      Subprocess.Result result = start("", arguments);
      if (result.complete()) {
        return result;
      }
      throw doubt(purpose, "it took too long");
    } catch (IOException broken) {
      throw doubt(purpose, "its output could not be read");
    }
  }

  /** The same for a read: one that was cut short says nothing. */
  Subprocess.Result look(String purpose, String... arguments)
      throws ServiceFailure, InterruptedException {
    try {
      Subprocess.Result result = start("", arguments);
      if (result.complete()) {
        return result;
      }
    } catch (IOException broken) {
      throw ServiceFailure.unreadable("Git's output could not be read: try again.", broken);
    }
    throw ServiceFailure.unavailable(
        "Git was asked to %s and took too long: try again in a while.".formatted(purpose), null);
  }

  /**
   * What another program says that git would start, in the same surroundings: whether there is a
   * key is known by those who keep it. One that is not there has said nothing.
   */
  Subprocess.Result ask(String... command) throws ServiceFailure, InterruptedException {
    try {
      Subprocess.Result result = started(List.of(command), "");
      if (result.complete()) {
        return result;
      }
    } catch (Subprocess.NotStarted missing) {
      return new Subprocess.Result(NOT_FOUND, "", command[0] + " is not installed", true);
    } catch (IOException broken) {
      throw ServiceFailure.unreadable(
          "The output of %s could not be read: try again.".formatted(command[0]), broken);
    }
    throw ServiceFailure.unavailable(
        "%s was asked for the key to sign with and took too long: try again in a while."
            .formatted(command[0]),
        null);
  }

  static ServiceFailure doubt(String purpose, String why) {
    return ServiceFailure.inDoubt(
        "Git was asked to %s, and whether it did is not known (%s): look there before trying again."
            .formatted(purpose, why),
        null);
  }

  /** Whether git found a lock, and so did nothing. */
  static boolean isLocked(Subprocess.Result result) {
    return result.exit() != 0 && LOCK.matcher(result.errors()).find();
  }

  /** Another git may be at work, which is soon over; or one has crashed, and never is. */
  ServiceFailure locked(String purpose, Subprocess.Result result) {
    Matcher lock = LOCK.matcher(result.errors());
    String file = lock.find() ? lock.group(1) : folder.toString();
    return ServiceFailure.unavailable(
        "Git did not %s, because another git is at work in %s or has left its lock there: if none runs, remove %s."
            .formatted(purpose, folder, file.replaceAll("\\p{C}+", " ")),
        null);
  }

  /** A history that is cut off shows fewer commits than there are, and does not say so. */
  void requireHistory() throws ServiceFailure, InterruptedException {
    if (read("rev-parse", "--is-shallow-repository").strip().equals("true")) {
      throw ServiceFailure.refused(
          "The clone %s is shallow, so its history is cut off: run `git fetch --unshallow --tags` there."
              .formatted(folder));
    }
  }

  private Subprocess.Result start(String input, String... arguments)
      throws IOException, ServiceFailure, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      return started(command, input);
    } catch (Subprocess.NotStarted missing) {
      throw ServiceFailure.unavailable(
          "Git could not be started: install the `git` command line.", missing);
    }
  }

  private Subprocess.Result started(List<String> command, String input)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(ENVIRONMENT);
    all.putAll(environment);
    return Subprocess.run(command, all, UNSET, input, limit);
  }
}
