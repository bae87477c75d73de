package dev.runbook.journal;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a record already holds when a run is resumed. An entry is found by what it is and where it
 * was, and is taken once, so that branches find their own in whatever order they come.
 */
public final class Past {

  /** An entry and its number in the record. */
  public record Entry<E extends Event.Durable>(long number, E event) {}

  private record Place(Class<? extends Event.Durable> kind, String path) {}

  private final List<Event.Durable> all;
  private final Map<Place, Deque<Entry<?>>> left = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();

  /**
   * @param all the whole record, in its order
   */
  public Past(List<Event.Durable> all) {
    this(all, 0);
  }

  private Past(List<Event.Durable> all, int first) {
    this.all = List.copyOf(all);
    for (int number = first; number < all.size(); number++) {
      Event.Durable event = all.get(number);
      Place place = new Place(event.getClass(), event.path());
      left.computeIfAbsent(place, key -> new ArrayDeque<>()).add(new Entry<>(number, event));
    }
  }

  /** The same record, of which only what came after an entry is gone over again. */
  public Past after(int entry) {
    return new Past(all, entry + 1);
  }

  public static Past none() {
    return new Past(List.of());
  }

  public List<Event.Durable> all() {
    return all;
  }

  /** Takes the first entry that fits; null where there is none left. */
  public synchronized <E extends Event.Durable> @Nullable Entry<E> take(
      Class<E> kind, String path, Predicate<E> fits) {
    Deque<Entry<?>> entries = left.get(new Place(kind, path));
    if (entries == null) {
      return null;
    }
    Iterator<Entry<?>> each = entries.iterator();
    while (each.hasNext()) {
      Entry<?> entry = each.next();
      E event = kind.cast(entry.event);
      if (fits.test(event)) {
        each.remove();
        newest.merge(path, entry.number, Math::max);
        return new Entry<>(entry.number, event);
      }
    }
    return null;
  }

  /** The first entry of a kind at a place, which stays; null where there is none left. */
  public synchronized <E extends Event.Durable> @Nullable E peek(Class<E> kind, String path) {
    Deque<Entry<?>> entries = left.get(new Place(kind, path));
    return entries == null || entries.isEmpty() ? null : kind.cast(entries.getFirst().event);
  }

  /** What was not taken, of one kind. */
  public synchronized <E extends Event.Durable> List<E> left(Class<E> kind) {
    return left.values().stream()
        .flatMap(Deque::stream)
        .filter(entry -> kind.isInstance(entry.event))
        .sorted(Comparator.comparingLong(Entry::number))
        .map(entry -> kind.cast(entry.event))
        .toList();
  }

  /**
   * Whether more was told behind what was taken last, of a kind.
   *
   * @param where the paths that count
   */
  public synchronized boolean goesOn(
      Predicate<String> where, Predicate<? super Event.Durable> kind) {
    long last =
        newest.entrySet().stream()
            .filter(entry -> where.test(entry.getKey()))
            .mapToLong(Map.Entry::getValue)
            .max()
            .orElse(-1);
    return left.values().stream()
        .flatMap(Deque::stream)
        .anyMatch(entry ->
            entry.number > last && where.test(entry.event.path()) && kind.test(entry.event));
  }
}
