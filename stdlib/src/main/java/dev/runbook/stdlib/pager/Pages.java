package dev.runbook.stdlib.pager;

import dev.runbook.spi.CallContext;
import dev.runbook.spi.Finding;
import dev.runbook.spi.ServiceFailure;
import java.util.Optional;

/** What wakes people. Both kinds know a page by its key, so that a second one is the first. */
interface Pages {

  void open(Page page, String summary, CallContext call)
      throws ServiceFailure, InterruptedException;

  void resolve(Page page, CallContext call) throws ServiceFailure, InterruptedException;

  /** The open page of this key and severity. */
  Optional<Page> find(String key, String severity, CallContext call)
      throws ServiceFailure, InterruptedException;

  /** What would keep a page from going out, found without one. */
  Finding verify(CallContext call) throws ServiceFailure, InterruptedException;

  boolean isAcknowledged(Page page, CallContext call) throws ServiceFailure, InterruptedException;
}
