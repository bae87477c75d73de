package dev.runbook.stdlib.sandbox;

import java.util.Collection;

/** "Did you mean", for a name that somebody wrote and that is not there. */
public final class Suggestion {

  private Suggestion() {}

  /** The end of a sentence: the nearest of the names, or all of them where none is near. */
  public static String among(Collection<String> names, String written) {
    String nearest = null;
    int least = Math.max(2, written.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(name, written);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return nearest != null
        ? ": did you mean `" + nearest + "`?"
        : ": there are " + String.join(", ", names.stream().sorted().toList());
  }

  /** How many letters must be put in, taken out or exchanged (Levenshtein). */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int column = 0; column <= b.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= a.length(); row++) {
      int[] current = new int[b.length() + 1];
      current[0] = row;
      for (int column = 1; column <= b.length(); column++) {
        int exchanged = above[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(exchanged, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[b.length()];
  }
}
