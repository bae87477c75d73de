package dev.runbook.door;

import dev.runbook.spi.ServiceFailure;
import java.time.Instant;
import java.util.List;

/** A place besides the run itself where a question may be answered: the room it was posted in. */
public interface Elsewhere {

  /**
   * What somebody said there.
   *
   * @param sender as the service knows them, which vouches for it
   * @param words what was said, or the reaction
   */
  record Reply(String sender, String words, Instant sent) {}

  /** The service's name. */
  String service();

  /** What has been said so far, oldest first. */
  List<Reply> said() throws ServiceFailure, InterruptedException;
}
