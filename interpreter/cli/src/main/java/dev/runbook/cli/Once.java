package dev.runbook.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when it is first needed, by whichever thread that is; the others wait. What
 * goes wrong is told to whoever asks. (A {@code FutureTask} would do it too, and takes a
 * millisecond to load.)
 */
final class Once<T> {

  private final Supplier<T> making;
  private @Nullable T made;

  Once(Supplier<T> making) {
    this.making = making;
  }

  synchronized T get() {
    if (made == null) {
      made = making.get();
    }
    return made;
  }

  /** Has something done on another core; what goes wrong there is met again by who needs it. */
  static void beside(String name, Runnable work) {
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .uncaughtExceptionHandler((thread, failure) -> {})
        .start(work);
  }
}
