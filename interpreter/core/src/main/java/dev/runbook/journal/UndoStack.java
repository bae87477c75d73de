package dev.runbook.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What could be taken back, newest first: by the record, so that it does not depend on the text or
 * on who reads it. Not for several threads.
 */
public final class UndoStack {

  private record Entry(long number, Undo undo) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Where changes were made, or may have been, also those that leave no entry. */
  private final Set<String> touched = new HashSet<>();

  private final List<Undo.Whole> running = new ArrayList<>();

  /** The stack at the end of a record. */
  public static UndoStack of(List<Event.Durable> record) {
    UndoStack stack = new UndoStack();
    long number = 0;
    for (Event.Durable event : record) {
      if (event instanceof Event.Undoable(Undo undo, var at)) {
        stack.push(undo, number);
      } else if (event instanceof Event.Undone undone && undone.outcome() == Outcome.DONE) {
        stack.entries.removeIf(entry -> entry.undo.path().equals(undone.path()));
      }
      number++;
    }
    return stack;
  }

  /** Newest first. */
  public List<Undo> all() {
    return entries.stream().map(Entry::undo).toList();
  }

  /** Newest first, in words. */
  public List<String> words() {
    return all().stream().map(Undo::words).toList();
  }

  /**
   * Puts an entry where its number in the record says; what was done in a whole goes into it, and
   * what is known of a place already is replaced.
   */
  public void push(Undo undo, long number) {
    entries.removeIf(entry ->
        entry.undo.path().equals(undo.path())
            || (undo instanceof Undo.Whole && isBelow(entry.undo.path(), undo.path())));
    int at =
        IntStream.range(0, entries.size())
            .filter(index -> entries.get(index).number < number)
            .findFirst()
            .orElse(entries.size());
    entries.add(at, new Entry(number, undo));
  }

  public void remove(Undo undo) {
    entries.removeIf(entry -> entry.undo.equals(undo));
  }

  /** Puts something back whose undoing came to nothing, or to a part. */
  public void keep(Undo before, Undo left) {
    entries.replaceAll(entry -> entry.undo.equals(before) ? new Entry(entry.number, left) : entry);
  }

  /** A change happened, or may have. */
  public void touched(String path) {
    touched.add(path);
  }

  /** From here on, and until it has ended, what a deploy or nested run does belongs to it. */
  public void began(Undo.Whole whole) {
    running.add(whole);
  }

  /** What a whole has become, also where it stopped half-way; null if it did nothing. */
  public @Nullable Undo ended(Undo.Whole whole) {
    running.remove(whole);
    Undo entry = taken(whole, all());
    boolean changed = touchedBelow(whole.path());
    touched.removeIf(path -> isBelow(path, whole.path()));
    if (changed) {
      touched.add(whole.path());
    }
    return entry;
  }

  /**
   * What undoing would do now: a deploy or nested run that is under way is taken back as a whole,
   * as it will be once it has unwound.
   */
  public List<Undo> proposal() {
    List<Undo> all = new ArrayList<>(all());
    for (Undo.Whole whole : running.reversed()) {
      int newest =
          IntStream.range(0, all.size())
              .filter(at -> isBelow(all.get(at).path(), whole.path()))
              .findFirst()
              .orElse(0);
      Undo entry = taken(whole, all);
      if (entry != null) {
        all.removeIf(undo -> isBelow(undo.path(), whole.path()));
        all.add(newest, entry);
      }
    }
    return all.stream().distinct().toList();
  }

  /** The entry of an effect, taken off the stack for whoever looks after it instead. */
  public Undo.@Nullable Single taken(String path) {
    for (Entry entry : entries) {
      boolean here = entry.undo.path().equals(path) || isBelow(entry.undo.path(), path);
      if (here && entry.undo instanceof Undo.Single single) {
        entries.remove(entry);
        return single;
      }
    }
    return null;
  }

  private @Nullable Undo taken(Undo.Whole whole, List<Undo> from) {
    List<Undo> inner = from.stream().filter(undo -> isBelow(undo.path(), whole.path())).toList();
    boolean changed = whole instanceof Undo.Deploy ? touchedBelow(whole.path()) : !inner.isEmpty();
    return changed ? whole.of(inner) : null;
  }

  private boolean touchedBelow(String path) {
    return touched.stream().anyMatch(inner -> isBelow(inner, path));
  }

  private static boolean isBelow(String inner, String outer) {
    return inner.startsWith(outer + "/");
  }
}
