package dev.runbook.state;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A machine, as far as its processes can be told from those of another one.
 *
 * @param host its name, for people; two machines may have the same
 * @param id a hash of what it was given when it was set up; empty where nothing was
 * @param boot what tells this start of it from its others; empty where the system does not say
 * @param space within which numbers of processes count: a container has its own; empty as above
 */
record Machine(String host, String id, String boot, String space) {

  static Machine here() {
    String id = text("/etc/machine-id");
    return new Machine(
        name(),
        // Not as it is: by its manual it is to be kept confidential.
        id.isEmpty() ? "" : Entry.hash(id),
        text("/proc/sys/kernel/random/boot_id"),
        link("/proc/self/ns/pid"));
  }

  private static String name() {
    String named = text("/proc/sys/kernel/hostname");
    if (!named.isEmpty()) {
      return named;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String link(String file) {
    try {
      return Files.readSymbolicLink(Path.of(file)).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether the processes of another one can be seen from this one. */
  boolean sees(Machine other) {
    return (boot.isEmpty() && other.boot.isEmpty())
        ? host.equals(other.host) && id.equals(other.id)
        : boot.equals(other.boot) && space.equals(other.space);
  }

  /** Whether another one is this one before it was started again, so that nothing of it is left. */
  boolean isLaterThan(Machine other) {
    return !id.isEmpty()
        && id.equals(other.id)
        && host.equals(other.host)
        && !boot.isEmpty()
        && !other.boot.isEmpty()
        && !boot.equals(other.boot);
  }
}
