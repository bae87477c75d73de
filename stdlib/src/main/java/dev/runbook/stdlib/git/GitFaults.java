package dev.runbook.stdlib.git;

import dev.runbook.spi.Version;
import dev.runbook.spi.World;
import dev.runbook.stdlib.sandbox.SandboxRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What goes wrong with repositories: each is prepared where the client asks for what it needs. */
final class GitFaults {

  private static final Pattern LAST = Pattern.compile("\\d+$");

  private final World world;

  GitFaults(World world) {
    this.world = world;
  }

  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("hung-up", "the remote takes the next push and hangs up before it answers");
    all.put("hook-declined", "a rule of the remote declines the next push");
    all.put("remote-gone", "there is no repository at the remote's address");
    all.put("no-key", "there is no key to sign with");
    all.put("expired-key", "the key to sign with has expired");
    all.put("passphrase", "the key's passphrase is not in the agent");
    all.put("locked", "a git that crashed has left its lock in the clone");
    all.put("shallow", "the clone is shallow, and lacks the older tags");
    all.put("dirty", "somebody has left a file in the clone");
    all.put("behind", "somebody has pushed to main");
    all.put("detached", "the clone stands at an older commit and on no branch");
    all.put("local-tag", "the next version has a tag in the clone, and nowhere else");
    all.put("tag-taken", "somebody has pushed a tag of that name a moment before");
    all.put("credentials", "the remote asks who we are, and nobody is there to say");
    all.put("gpg-timeout", "gpg waits for its agent, and gives up");
    return all;
  }

  /** Whether one is still to come that is seen where the clone is read. */
  boolean changeTheClone() {
    return all().keySet().stream().anyMatch(world::awaits);
  }

  SandboxRepository ofClone(SandboxRepository clone) {
    if (world.strikes("dirty")) {
      write(clone.path().resolve("left-behind.txt"), "x", "rw-r--r--");
    }
    if (world.strikes("behind")) {
      String stream =
          """
          commit refs/heads/main
          committer Somebody <somebody@runbook.invalid> %d +0000
          data 5
          A fix
          from refs/heads/main^0
          """
              .formatted(world.now().getEpochSecond());
      SandboxRepository.at(origin()).feed(stream, "fast-import", "--quiet");
    }
    if (world.strikes("detached")) {
      String older = clone.git("rev-list", "--max-count=2", "HEAD").strip();
      clone.git("checkout", "--quiet", "--detach", older.substring(older.lastIndexOf('\n') + 1));
    }
    if (world.strikes("local-tag")) {
      clone.git("update-ref", "refs/tags/" + nextVersion(clone), "refs/heads/main");
    }
    if (world.strikes("locked")) {
      write(clone.path().resolve(".git/packed-refs.lock"), "", "rw-r--r--");
    }
    if (world.strikes("shallow")) {
      cutOff(clone);
    }
    return clone;
  }

  /** As `git clone --depth 1` makes it: the newest commit, and the tags at it. */
  private static void cutOff(SandboxRepository clone) {
    String head = clone.git("rev-parse", "HEAD").strip();
    write(clone.path().resolve(".git/shallow"), head + "\n", "rw-r--r--");
    clone
        .git("for-each-ref", "--format=%(refname)", "--no-contains=" + head, "refs/tags/")
        .lines()
        .forEach(ref -> clone.git("update-ref", "-d", ref));
  }

  private static String nextVersion(SandboxRepository clone) {
    return clone
        .git("for-each-ref", "--format=%(refname:strip=2)", "refs/tags/")
        .lines()
        .flatMap(name -> Version.parse(name).stream())
        .max(Comparator.naturalOrder())
        .map(Version::spelling)
        .map(newest -> LAST.matcher(newest).replaceAll(last -> after(last.group())))
        .orElse("v1.0");
  }

  private static String after(String number) {
    return String.valueOf(Integer.parseInt(number) + 1);
  }

  String ofPush(SandboxRepository clone, String remote) {
    if (world.strikes("hung-up")) {
      // By then the refs have been changed; its parent is the program that would answer.
      hook("post-receive", "kill -9 $PPID");
    }
    if (world.strikes("hook-declined")) {
      hook("pre-receive", "echo 'error: GH013: Repository rule violations found' >&2\nexit 1");
    }
    List<String> unpushed = unpushed(clone);
    if (!unpushed.isEmpty() && world.strikes("tag-taken")) {
      SandboxRepository origin = SandboxRepository.at(origin());
      unpushed.forEach(tag -> origin.git("update-ref", tag, "refs/heads/main"));
    }
    if (world.strikes("credentials")) {
      // What ssh says where it has no key and finds no terminal to ask at.
      Path ssh = world.scratch().resolve("ssh");
      String denied = "git@remote.invalid: Permission denied (publickey,password).";
      write(ssh, "#!/bin/sh\necho '" + denied + "' >&2\nexit 255\n", "rwxr-xr-x");
      clone.git("config", "core.sshCommand", ssh.toString());
      return "ssh://git@remote.invalid/balrog.git";
    }
    return world.strikes("remote-gone") ? clone.path().resolve("gone").toString() : remote;
  }

  /** Tags that the remote has not got yet; nobody looks where nobody will take one. */
  private List<String> unpushed(SandboxRepository clone) {
    if (!world.awaits("tag-taken")) {
      return List.of();
    }
    List<String> there = tags(SandboxRepository.at(origin()));
    return tags(clone).stream().filter(tag -> !there.contains(tag)).toList();
  }

  private static List<String> tags(SandboxRepository repository) {
    return repository.git("for-each-ref", "--format=%(refname)", "refs/tags/").lines().toList();
  }

  Path ofKeys(SandboxRepository clone, Path keys) {
    if (world.strikes("gpg-timeout")) {
      Path gpg = world.scratch().resolve("gpg");
      String commands =
          "git -C '%s' config --unset gpg.program\necho 'gpg: signing failed: Timeout' >&2\nexit 2\n"
              .formatted(clone.path());
      write(gpg, "#!/bin/sh\n" + commands, "rwxr-xr-x");
      clone.git("config", "gpg.program", gpg.toString());
    }
    if (world.strikes("expired-key")) {
      return SandboxKeys.expired(world.scratch().resolve("expired-keys"));
    }
    if (world.strikes("passphrase")) {
      return SandboxKeys.locked(world.scratch().resolve("locked-keys"));
    }
    return world.strikes("no-key") ? SandboxKeys.empty(world.scratch().resolve("no-keys")) : keys;
  }

  /** A hook that runs once. */
  private void hook(String name, String commands) {
    write(
        origin().resolve("hooks").resolve(name),
        "#!/bin/sh\nrm -f \"$0\"\ncat >/dev/null\n" + commands + "\n",
        "rwxr-xr-x");
  }

  private Path origin() {
    return Path.of(world.get(SandboxRepository.ORIGIN).orElseThrow());
  }

  private static void write(Path file, String text, String permissions) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
