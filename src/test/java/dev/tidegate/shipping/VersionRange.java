package dev.tidegate.shipping;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Affected versions: alternatives separated by {@code |}, each of which is one or two bounds, for
 * example {@code <4.1.138 | >=4.2.0 <4.2.18}.
 */
record VersionRange(List<List<Bound>> alternatives) {
  private static final Pattern BOUND = Pattern.compile("(<=|>=|<|>|=)(\\S+)");

  /**
   * Parses a range.
   *
   * @throws IllegalArgumentException if the text has another form or an alternative is empty
   */
  static VersionRange parse(String text) {
    List<List<Bound>> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|", -1)) {
      List<Bound> bounds = new ArrayList<>();
      for (String word : alternative.strip().split(" +", -1)) {
        Matcher bound = BOUND.matcher(word);
        if (!bound.matches()) {
          throw new IllegalArgumentException("Invalid bound \"" + word + "\" in \"" + text + "\"");
        }
        bounds.add(new Bound(bound.group(1), Version.parse(bound.group(2))));
      }
      requireOrder(bounds, alternative);
      alternatives.add(List.copyOf(bounds));
    }
    return new VersionRange(List.copyOf(alternatives));
  }

  private static void requireOrder(List<Bound> bounds, String text) {
    boolean single = bounds.size() == 1;
    boolean pair =
        bounds.size() == 2
            && bounds.getFirst().sign().startsWith(">")
            && bounds.getLast().sign().startsWith("<")
            && bounds.getFirst().version().compareTo(bounds.getLast().version()) < 0;
    if (!single && !pair) {
      throw new IllegalArgumentException(
          "Invalid alternative \"" + text.strip() + "\". Use one bound, or a lower and an upper.");
    }
  }

  boolean contains(Version version) {
    return alternatives.stream()
        .anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.admits(version)));
  }

  record Bound(String sign, Version version) {
    boolean admits(Version other) {
      int compared = other.compareTo(version);
      return switch (sign) {
        case "<" -> compared < 0;
        case "<=" -> compared <= 0;
        case ">" -> compared > 0;
        case ">=" -> compared >= 0;
        default -> compared == 0;
      };
    }
  }
}
