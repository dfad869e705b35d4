package dev.tidegate.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Messages about names that a file must not contain, with the names that it can contain. */
final class KnownNames {
  private static final int CLOSE = 2;

  private KnownNames() {}

  /**
   * Returns the reason to reject a name.
   *
   * @param kind of the name, for example {@code key}
   */
  static String unknown(String kind, String name, Collection<String> known) {
    return "Unknown %s.%s Known %ss: %s."
        .formatted(
            kind,
            closest(name, known).map(" Did you mean \"%s\"?"::formatted).orElse(""),
            kind,
            String.join(", ", known));
  }

  private static Optional<String> closest(String name, Collection<String> known) {
    String letters = letters(name);
    return known.stream()
        .filter(candidate -> distance(letters, letters(candidate)) <= closeTo(candidate))
        .min(Comparator.comparingInt(candidate -> distance(letters, letters(candidate))));
  }

  private static int closeTo(String name) {
    return Math.min(CLOSE, name.length() / 2);
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Levenshtein distance: insertions, deletions, and substitutions. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
