package dev.runbook.door;

import dev.runbook.journal.Call;
import dev.runbook.spi.ServiceFailure;
import dev.runbook.type.Type;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The services behind the door: one attempt at a time, with its honest end. */
public interface Services {

  /**
   * A call on its way out.
   *
   * @param change whether it must not be sent twice
   * @param key the same for every attempt at one effect; most reads never ask for it
   * @param observed the key of the effect that a read looks for after a doubt; null elsewhere
   * @param result the type that the answer must have
   * @param command what to run where the action is a command line; null where a binding does it
   * @param progress is told what is seen meanwhile
   * @param fence is run before each thing that is sent to change something, and may throw a {@link
   *     Departure}
   */
  record Attempt(
      Call call,
      boolean change,
      Supplier<String> key,
      @Nullable String observed,
      Type result,
      Duration limit,
      @Nullable Command command,
      Consumer<String> progress,
      Runnable fence) {

    /** Without a fence: it is put up by who knows whether the run is still this process's. */
    public Attempt(
        Call call,
        boolean change,
        Supplier<String> key,
        @Nullable String observed,
        Type result,
        Duration limit,
        @Nullable Command command,
        Consumer<String> progress) {
      this(call, change, key, observed, result, limit, command, progress, () -> {});
    }

    public Attempt behind(Runnable fence) {
      return new Attempt(call, change, key, observed, result, limit, command, progress, fence);
    }
  }

  /**
   * A command line, each argument one word: no shell reads it.
   *
   * @param environment variables; secrets go here or to the standard input, and never into the
   *     arguments
   * @param as text, lines or json
   */
  record Command(
      List<String> words, Map<String, Value> environment, @Nullable Value input, String as) {
    public Command {
      words = List.copyOf(words);
      environment = Map.copyOf(environment);
    }
  }

  /** Whether somebody else than a person does this service's actions. */
  boolean isConnected(String service);

  /** Whether anything is ever known from it. */
  default boolean answers() {
    return true;
  }

  /** Whether somebody else than a person runs commands. */
  default boolean runsCommands() {
    return true;
  }

  /** The result, or {@code none} where the action has none. */
  Value perform(Attempt attempt) throws ServiceFailure, InterruptedException;
}
