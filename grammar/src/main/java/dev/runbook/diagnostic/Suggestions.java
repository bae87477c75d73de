package dev.runbook.diagnostic;

import java.util.Collection;
import java.util.Optional;

/** "Did you mean": the known name that is nearest to a misspelt one. */
public final class Suggestions {

  private Suggestions() {}

  /** The nearest candidate, if one is near: at most a third of the letters differ. */
  public static Optional<String> nearest(String wrong, Collection<String> candidates) {
    String best = null;
    // Of one letter nothing would be left: any other letter is as near.
    int bestDistance = wrong.length() < 2 ? 1 : Math.max(1, wrong.length() / 3) + 1;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - wrong.length()) >= bestDistance) {
        continue;
      }
      int distance = distance(wrong, candidate);
      boolean better = distance < bestDistance;
      boolean asGoodAndFirst =
          distance == bestDistance && best != null && candidate.compareTo(best) < 0;
      if (better || asGoodAndFirst) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The number of letters to insert, remove, replace or swap with their neighbour. Case does not
   * count.
   */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(java.util.Locale.ROOT);
    String b = to.toLowerCase(java.util.Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
