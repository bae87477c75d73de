package dev.runbook.cli;

import dev.runbook.console.Order;
import dev.runbook.console.Said;
import dev.runbook.console.Times;
import dev.runbook.console.Ways;
import dev.runbook.evaluate.Pacer;
import dev.runbook.journal.Event;
import dev.runbook.state.StateException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jspecify.annotations.Nullable;

/** Goes through a run at the terminal: where it stands still, and what is typed there. */
final class Stepper implements Pacer, Event.Sink, AutoCloseable {

  /**
   * What is around it.
   *
   * @param mark stands in front of what is asked
   * @param real whether that is no rehearsal
   * @param zone in which its times are told
   * @param leaving what ends this process's share of the run; null where it cannot be left
   * @param course how it goes on until the next stop
   * @param parted whether the run is left already, by a signal
   * @param saving writes what was typed as a runbook
   * @param beside other runs, and other runbooks
   * @param history where what was typed is remembered; null where it is not
   */
  record Around(
      Console console,
      Keyboard keyboard,
      Turn turn,
      String mark,
      boolean real,
      ZoneId zone,
      @Nullable Supplier<RuntimeException> leaving,
      Supplier<Boolean> parted,
      Course course,
      Saving saving,
      Beside beside,
      @Nullable Path history) {}

  private final Around around;
  private final Lookout lookout;
  private final List<Event.Durable> events = new ArrayList<>();
  private final Aids aids;
  private volatile boolean leavesNext;

  Stepper(Around around) {
    this.around = around;
    this.aids = new Aids(around.history());
    this.lookout = new Lookout(around.console(), around.mark());
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.Durable durable) {
      synchronized (events) {
        events.add(durable);
      }
    }
  }

  @Override
  public void left(Stop stop) {
    around.course().left(stop);
  }

  @Override
  public Move next(Stop stop) {
    if (goesOn(stop)) {
      // While a branch beside it is asked something, too.
      return new Move.Go();
    }
    around.turn().take(stop.failure());
    try {
      if (leavesNext) {
        throw leave();
      }
      if (goesOn(stop)) {
        return new Move.Go();
      }
      around.course().into();
      show(stop);
      Move move = null;
      while (move == null) {
        move = ordered(stop);
      }
      if (!around.real()) {
        // In a rehearsal one thing goes on at a time.
        lookout.goes();
      }
      return move;
    } finally {
      around.turn().give();
    }
  }

  private boolean goesOn(Stop stop) {
    return !leavesNext && !around.course().stopsAt(stop);
  }

  private void show(Stop stop) {
    tell("");
    String in = stop.path().isEmpty() ? "" : " in " + stop.path();
    around.console().tell(around.mark(), "  ", "at " + stop.place() + in);
    say(stop.words());
    if (!stop.failure().isEmpty()) {
      say("failed: " + stop.failure());
      say(String.join(", ", ways(stop)) + ", or go to let it fail; help tells more");
    }
  }

  private static List<String> ways(Stop stop) {
    List<String> ways = new ArrayList<>(List.of("retry", "skip REASON"));
    if (!stop.undos().isEmpty()) {
      ways.addAll(List.of("back", "undo REASON"));
    }
    if (!stop.ladder().isEmpty()) {
      ways.add("escalate");
    }
    ways.add("stop REASON");
    return ways;
  }

  private void tell(String line) {
    around.console().tell(line);
  }

  private void say(String words) {
    words.lines().forEach(this::line);
  }

  /** One that is longer than the window goes on behind its own margin. */
  private void line(String line) {
    int blanks = line.length() - line.stripLeading().length();
    String margin = " ".repeat(2 + blanks);
    around.console().tell(margin, margin + "  ", line);
  }

  /** Null where it stays here. */
  private @Nullable Move ordered(Stop stop) {
    lookout.stands(stop);
    String line;
    try {
      aids.at(stop);
      line = around.keyboard().read(around.mark() + sign(stop) + "> ", aids).strip();
    } catch (UserInterruptException e) {
      if (around.parted().get()) {
        throw leave();
      }
      say("Type `stop REASON` to end the run, or `leave` to go on with it later.");
      return null;
    } catch (EndOfFileException e) {
      if (around.leaving() == null) {
        return new Move.End("at the prompt");
      }
      throw leave();
    }
    if (line.isEmpty()) {
      say("Type `step` to do this, or `help`.");
      return null;
    }
    Said said = Said.of(line);
    Optional<Order> order = Order.of(said);
    return order.isPresent() ? done(order.get(), said.rest(), stop) : typed(line, stop);
  }

  private static String sign(Stop stop) {
    return stop.isEnd() ? "end" : stop.failure().isEmpty() ? "step" : "failed";
  }

  private @Nullable Move done(Order order, String rest, Stop stop) {
    switch (order) {
      case STEP -> {
        around.course().into();
        return new Move.Go();
      }
      case OVER -> {
        around.course().over(stop);
        return new Move.Go();
      }
      case GO -> {
        around.course().on();
        return new Move.Go();
      }
      case RUN_TO -> {
        return runsTo(rest, stop);
      }
      case SKIP -> {
        return rest.isEmpty()
            ? nothing("Say why: `skip REASON`.")
            : stop.isEnd() ? nothing("There is nothing left to skip.") : new Move.Skip(rest);
      }
      case JUMP -> {
        return jump(Said.of(rest), stop);
      }
      case RETRY -> {
        return stop.failure().isEmpty()
            ? nothing("Nothing failed here: `step` does it.")
            : new Move.Retry();
      }
      case BACK -> {
        return stop.undos().isEmpty()
            ? nothing("Nothing was done so far that could be undone.")
            : new Move.Back();
      }
      case LIST -> stop.ahead().forEach(this::say);
      case DOCS ->
          say(stop.prose().isEmpty() ? "Nothing is written." : String.join("\n", stop.prose()));
      case VALUES ->
          stop.values()
              .forEach(known -> say(known.name() + ": " + known.type() + " = " + known.value()));
      case PRINT -> print(rest, stop);
      case DO -> {
        return rest.isEmpty() ? nothing("Type what to do behind it.") : new Move.Typed(rest);
      }
      case ACTIONS ->
          stop.actions().stream().filter(action -> action.contains(rest)).forEach(this::say);
      case BREAK -> breaks(rest, stop);
      case BREAKS -> {
        List<String> breaks = around.course().breaks();
        say(breaks.isEmpty() ? "Nowhere." : String.join("\n", breaks));
      }
      case CLEAR ->
          say(
              around.course().stopNoMoreAt(rest)
                  ? "It stops there no more."
                  : "It did not stop there.");
      case WATCH -> lookout.add(rest, stop);
      case UNWATCH -> lookout.clear();
      case NOTE -> {
        return rest.isEmpty() ? nothing("Type `note` and what to put down.") : new Move.Note(rest);
      }
      case TIMELINE -> timeline();
      case UNDOS -> Ways.all(stop.undos()).forEach(this::say);
      case UNDO -> {
        return rest.isEmpty()
            ? nothing("Say why: `undo REASON`. It ends the run.")
            : new Move.Undo(rest);
      }
      case ESCALATE -> {
        return stop.ladder().isEmpty()
            ? nothing("This runbook names nobody to escalate to.")
            : new Move.Escalate();
      }
      case SAVE_AS -> say(around.saving().save(rest, copy()));
      case ATTACH -> attach(rest);
      case LOAD -> {
        return load(rest, stop);
      }
      case HANDOVER -> {
        return handover(Said.of(rest));
      }
      case LEAVE -> {
        if (around.leaving() == null) {
          return nothing("This is a rehearsal that is not kept: it cannot be left and resumed.");
        }
        throw leave();
      }
      case STOP -> {
        return new Move.End(rest.isEmpty() ? "at the prompt" : rest);
      }
      case HELP -> {
        Order.help(rest).forEach(this::say);
      }
    }
    return null;
  }

  private @Nullable Move nothing(String why) {
    say(why);
    return null;
  }

  private @Nullable Move runsTo(String step, Stop stop) {
    Optional<Target> target = target(step, stop);
    if (target.isEmpty()) {
      return nothing(unknown(step, stop));
    }
    around.course().to(target.get().path());
    return new Move.Go();
  }

  private static Optional<Target> target(String step, Stop stop) {
    return stop.targets().stream()
        .filter(target -> target.path().equals(step) || target.path().endsWith("/" + step))
        .findFirst();
  }

  private static String unknown(String step, Stop stop) {
    List<String> ahead = stop.targets().stream().map(Target::path).toList();
    return ahead.isEmpty()
        ? "There is no step ahead."
        : "There is no step `" + step + "` ahead: there is " + String.join(", ", ahead) + ".";
  }

  private @Nullable Move jump(Said said, Stop stop) {
    Optional<Target> target = target(said.word(), stop);
    if (target.isEmpty()) {
      return nothing(unknown(said.word(), stop));
    }
    if (said.rest().isEmpty()) {
      if (!target.get().over().isEmpty()) {
        say("This would be left out:");
        target.get().over().forEach(statement -> say("- " + statement));
      }
      if (!target.get().missing().isEmpty()) {
        say(
            "These have no value there, and are used: "
                + String.join(", ", target.get().missing()));
      }
      return nothing("Say why: `jump " + said.word() + " REASON`.");
    }
    return new Move.Jump(target.get().path(), said.rest());
  }

  private void breaks(String place, Stop stop) {
    if (place.matches("\\d+") || target(place, stop).isPresent()) {
      around.course().stopAt(place);
      say("It stops at " + place + ".");
    } else {
      say(unknown(place, stop));
    }
  }

  private void print(String expression, Stop stop) {
    Told told = stop.evaluate(expression);
    if (told.changes()) {
      say("That does something: type `do " + expression + "`.");
    } else {
      say(told.fine() ? told.words() + "  (" + told.type() + ")" : told.words());
    }
  }

  /** An expression is looked at, a statement is done. */
  private @Nullable Move typed(String line, Stop stop) {
    Told told = stop.evaluate(line);
    if (told.changes()) {
      return new Move.Typed(line);
    }
    String word = Said.of(line).word();
    Optional<String> elsewhere = Order.elsewhere(word);
    if (told.fine()) {
      say(told.words() + "  (" + told.type() + ")");
    } else if (elsewhere.isPresent()) {
      say(elsewhere.get());
    } else {
      say(told.words());
      Order.meant(word).ifPresent(meant -> say("Did you mean the command `" + meant + "`?"));
    }
    return null;
  }

  private void attach(String run) {
    if (run.isEmpty()) {
      say("Say to which: `attach RUN`, as `runbook runs` calls it.");
      return;
    }
    Runnable before = around.keyboard().onInterrupt(Thread.currentThread()::interrupt);
    try {
      around.beside().attach(run, around.console());
    } catch (InterruptedException e) {
      say("Not attached any more; that run goes on.");
    } catch (UsageException | StateException e) {
      say(String.valueOf(e.getMessage()));
    } finally {
      around.keyboard().onInterrupt(before);
    }
  }

  private @Nullable Move load(String line, Stop stop) {
    if (line.isEmpty()) {
      return nothing("Say which: `load FILE`, with its parameters.");
    }
    if (!stop.isEnd()) {
      return nothing(
          "This run has not come to its end: go there, `stop` or `leave` it, or load the other one"
              + " in another window: `runbook repl FILE`.");
    }
    String wrong = around.beside().load(line);
    return wrong.isEmpty() ? new Move.Go() : nothing(wrong);
  }

  private List<Event.Durable> copy() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  private void timeline() {
    for (Moment moment : new Moments(copy()).all()) {
      String place = moment.path().isEmpty() ? "" : moment.path() + ": ";
      String clock = "  " + Times.clock(moment.at(), around.zone()) + "  ";
      around.console().tell(clock, " ".repeat(clock.length()), place + moment.words());
    }
  }

  private @Nullable Move handover(Said said) {
    if (around.leaving() == null) {
      return nothing("This is a rehearsal that is not kept: it cannot be handed over.");
    }
    if (said.word().isEmpty()) {
      return nothing("Say to whom: `handover NAME`.");
    }
    leavesNext = true;
    String words = said.rest().isEmpty() ? "" : ": " + said.rest();
    return new Move.Note("handed over to " + said.word() + words);
  }

  private RuntimeException leave() {
    Supplier<RuntimeException> leaving = around.leaving();
    if (leaving == null) {
      throw new UserInterruptException("");
    }
    return leaving.get();
  }

  /** Ends what goes on in the background. */
  @Override
  public void close() {
    lookout.clear();
  }
}
