package dev.runbook.stdlib.git;

import dev.runbook.spi.World;
import dev.runbook.stdlib.sandbox.SandboxRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes wrong with repositories: each is prepared where the client asks for what it needs. */
final class GitFaults {

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

  String ofPush(SandboxRepository clone, String remote) {
    if (world.strikes("hung-up")) {
      // By then the refs have been changed; its parent is the program that would answer.
      hook("post-receive", "kill -9 $PPID");
    }
    if (world.strikes("hook-declined")) {
      hook("pre-receive", "echo 'error: GH013: Repository rule violations found' >&2\nexit 1");
    }
    return world.strikes("remote-gone") ? clone.path().resolve("gone").toString() : remote;
  }

  Path ofKeys(Path keys) {
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
