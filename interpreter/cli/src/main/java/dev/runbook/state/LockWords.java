package dev.runbook.state;

import dev.runbook.spi.RunClock;
import dev.runbook.state.Processes.Life;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What people read about who holds what. */
final class LockWords {

  private static final DateTimeFormatter DATE = format("uuuu-MM-dd");
  private static final DateTimeFormatter MINUTE = format("HH:mm 'UTC'");
  private static final DateTimeFormatter DAY = format("uuuu-MM-dd HH:mm 'UTC'");

  private final RunClock clock;

  LockWords(RunClock clock) {
    this.clock = clock;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Who holds it, and since when. */
  String holder(Lock lock, Holder holder) {
    return holder.words() + " since " + time(lock.since());
  }

  String held(Lock lock, Holder holder, Life life) {
    return "%s is held by %s%s."
            .formatted(capital(lock.resource()), holder(lock, holder), run(lock, holder))
        + (life == Life.ALIVE
            ? " Wait until it has ended, or take it over with --take-over: that ends the process."
            : " That is another machine, or a container of its own, and whether it still runs"
                + " cannot be seen from here. Where it does not, or has to stop, take it over"
                + " with --take-over: it then stops before its next effect.");
  }

  /** Where to, when and by whom. */
  String export(Lock lock, Lock.Exported exported) {
    return "to %s at %s by %s".formatted(exported.file(), time(lock.since()), exported.by());
  }

  String exported(Lock lock, Lock.Exported exported) {
    return "%s was exported %s: import it again to go on here."
            .formatted(capital(lock.resource()), export(lock, exported))
        + " Where that file is lost, and nobody goes on with it, --take-over goes on from what is"
        + " here.";
  }

  /** From whom it was taken, and what became of them. */
  String taken(Lock before, Holder holder, String fate) {
    return "%s was held by %s%s: %s."
        .formatted(capital(before.resource()), holder(before, holder), run(before, holder), fate);
  }

  /** Why something is not held any more. */
  String lost(Lock ours, Lock now) {
    String what = capital(ours.resource());
    Holder holder = now.holder();
    Lock.Exported exported = now.exported();
    if (exported != null) {
      return exported(now, exported);
    }
    if (now.token() <= ours.token()) {
      return what + " is held no more: its lock was changed by hand.";
    }
    return holder == null
        ? what + " was taken over by another process, and released at " + time(now.since()) + "."
        : what
            + " was taken over by "
            + holder.words()
            + " at "
            + time(now.since())
            + run(now, holder)
            + ".";
  }

  private static String run(Lock lock, Holder holder) {
    return lock.resource().equals(Lease.resource(holder.run())) ? "" : ", run " + holder.run();
  }

  String time(Instant at) {
    return (DATE.format(at).equals(DATE.format(clock.now())) ? MINUTE : DAY).format(at);
  }
}
