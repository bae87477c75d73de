package dev.runbook.profile;

import dev.runbook.door.Departure;
import dev.runbook.stdlib.sandbox.RemoteSandbox;
import java.net.URI;

/**
 * The sandbox that a profile leads to does not answer: nothing can be begun there, and a run that
 * has begun goes no further. The message is for people.
 */
public final class SandboxSilent extends Departure {

  private static final long serialVersionUID = 1L;

  private SandboxSilent(String message) {
    super(message);
  }

  public static RemoteSandbox at(URI sandbox) {
    return new RemoteSandbox(sandbox, SandboxSilent::new);
  }
}
