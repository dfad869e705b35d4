package dev.tidegate.shipping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the form {@code 4.2.20.Final} or {@code 5.5-beta2}. A version with a qualifier
 * precedes the same version without one; {@code Final} and {@code -v5} aren't such qualifiers.
 *
 * @param numbers without trailing zeros
 * @param stage 0 for alpha, 1 for beta, 2 for a milestone, 3 for a candidate, 4 for a release
 * @param step the number of the qualifier, 0 without one
 */
record Version(List<Integer> numbers, int stage, int step) implements Comparable<Version> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})*)(?:[.-]([a-z]+)\\.?(\\d{0,9}))?");
  private static final List<String> STAGES = List.of("alpha", "beta", "milestone", "rc");
  private static final int RELEASE = STAGES.size();

  /**
   * Parses a version.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  static Version parse(String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new IllegalArgumentException("Invalid version \"" + text + "\"");
    }
    List<Integer> numbers = new ArrayList<>();
    for (String number : form.group(1).split("\\.", -1)) {
      numbers.add(Integer.valueOf(number));
    }
    while (numbers.size() > 1 && numbers.getLast() == 0) {
      numbers.removeLast();
    }
    String qualifier = form.group(2);
    if (qualifier == null || qualifier.equals("final") || qualifier.equals("v")) {
      return new Version(List.copyOf(numbers), RELEASE, 0);
    }
    int stage = STAGES.indexOf(qualifier.equals("cr") ? "rc" : qualifier);
    if (stage < 0) {
      throw new IllegalArgumentException("Unknown qualifier in version \"" + text + "\"");
    }
    String step = form.group(3);
    return new Version(List.copyOf(numbers), stage, step.isEmpty() ? 0 : Integer.parseInt(step));
  }

  @Override
  public int compareTo(Version other) {
    for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
      int compared = Integer.compare(number(i), other.number(i));
      if (compared != 0) {
        return compared;
      }
    }
    int compared = Integer.compare(stage, other.stage);
    return compared != 0 ? compared : Integer.compare(step, other.step);
  }

  private int number(int index) {
    return index < numbers.size() ? numbers.get(index) : 0;
  }
}
